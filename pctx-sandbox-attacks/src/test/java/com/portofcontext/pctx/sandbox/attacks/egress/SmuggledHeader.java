package com.portofcontext.pctx.sandbox.attacks.egress;

import java.util.List;

/**
 * Headers that one reader finds in a request and another does not, by ends of lines that
 * are none.
 */
class SmuggledHeader extends EgressAttack {

	@Override
	public String attack(List<String> arguments) {
		String port = arguments.get(0);
		StringBuilder all = new StringBuilder();
		for (String middle : List.of("/ HTTP/1.1\r\nX: a", "/ HTTP/1.1\r\nX: a\nSmuggled: b",
				"/ HTTP/1.1\r\nX: a\rSmuggled: b", "/ HTTP/1.1\r\nX: a\r\n Smuggled: b",
				"/ HTTP/1.1\r\nX: a\0Smuggled: b", "/ HTTP/1.1\r\nSmuggled : b", "/ HTTP/1.1\nSmuggled: b",
				"/\r\nSmuggled: b HTTP/1.1", "/\nSmuggled:b HTTP/1.1", "/ HTTP/1.1\r\r\nSmuggled: b")) {
			all.append(WayOut.ask(port, "GET http://127.0.0.1:%s%s\r\n\r\n".formatted(port, middle)));
		}
		return all.toString();
	}

	@Override
	String forbidden() {
		return "Smuggled";
	}

}
