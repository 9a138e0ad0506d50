package com.portofcontext.pctx.sandbox.attacks;

import java.util.List;

import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxOperations;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Calls an attack in a container, by an application or, as a control, without one.
 */
final class ContainerCall {

	/** In place of the application's arguments: a plain call. */
	static final String PLAIN = "plain";

	private ContainerCall() {
	}

	/**
	 * Call an attack and print how it ended.
	 * @param args its class, its two arguments, and the application's own arguments
	 */
	public static void main(String[] args) throws Exception {
		List<String> arguments = List.of(args[1], args[2]);
		if (args[3].equals(PLAIN)) {
			System.out.println(new CorpusTests.Named(args[0]).create().attack(arguments));
			return;
		}
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(HostileApplication.class)
			.web(WebApplicationType.NONE)
			.run(List.of(args).subList(3, args.length).toArray(String[]::new))) {
			SandboxOperations operations = context.getBean(SandboxOperations.class);
			System.out.println(operations.call(args[0], "attack", arguments).value());
		}
		catch (SandboxException ex) {
			System.out.println(ex);
		}
	}

}
