package com.portofcontext.pctx.sandbox.guest.agent.limits;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Whom the kernel killed for memory in a slice, and in which of its units. What a unit
 * counted is gone with it, and stays in the sum of its slice.
 *
 * @param all the kills in the slice, of all units that are or were there
 * @param byUnit those in units that are there, by their names
 */
record SliceKills(long all, Map<String, Long> byUnit) {

	/** The sum and its parts are of one moment: kills are rare. */
	static SliceKills read(Path slice) {
		long all;
		Map<String, Long> byUnit;
		do {
			all = kills(slice);
			byUnit = killsByUnit(slice);
		}
		while (all != kills(slice));
		return new SliceKills(all, byUnit);
	}

	private static Map<String, Long> killsByUnit(Path slice) {
		Map<String, Long> byUnit = new HashMap<>();
		try (DirectoryStream<Path> units = Files.newDirectoryStream(slice, Files::isDirectory)) {
			for (Path unit : units) {
				byUnit.put(unit.getFileName().toString(), kills(unit));
			}
		}
		catch (IOException | DirectoryIteratorException ex) {
			// Whatever cannot be read cannot tell.
		}
		return Map.copyOf(byUnit);
	}

	private static long kills(Path group) {
		return CgroupFiles.readKey(group.resolve("memory.events"), "oom_kill", 0);
	}

	/**
	 * Whether a kill since then can only have been in a unit that is gone. Where another
	 * one went, too, it may have been in that.
	 */
	boolean showsKillIn(String gone, SliceKills before) {
		long elsewhere = 0;
		for (Map.Entry<String, Long> unit : this.byUnit.entrySet()) {
			elsewhere += unit.getValue() - before.byUnit.getOrDefault(unit.getKey(), 0L);
		}
		boolean alone = before.byUnit.keySet()
			.stream()
			.allMatch((unit) -> unit.equals(gone) || this.byUnit.containsKey(unit));
		return alone && this.all - before.all > elsewhere;
	}

}
