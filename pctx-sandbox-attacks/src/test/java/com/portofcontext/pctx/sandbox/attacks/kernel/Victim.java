package com.portofcontext.pctx.sandbox.attacks.kernel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.HostProcess;
import com.portofcontext.pctx.sandbox.attacks.Scene;

import static org.awaitility.Awaitility.await;

/**
 * A process of the workers' account that anyone of that account may debug, with a secret
 * in its memory and in an open file.
 *
 * @param process the process
 * @param secret the secret
 */
record Victim(HostProcess process, String secret) {

	/** Where the secret is, in its memory. */
	static final int PAGE = 7;

	private static final int PR_SET_PTRACER = 0x59616d61;

	static Victim start(Scene scene) throws IOException {
		Path program = scene.install(Program.bytes());
		Path secret = scene.write(scene.directory().resolve("victims-secret"), scene.secret());
		List<String> command = new ArrayList<>(new Program().call(Syscall.PRCTL, PR_SET_PTRACER, -1)
			.call(Syscall.OPENAT, Program.AT_FDCWD, Program.text(secret.toString()), 0)
			.call(Syscall.READ, Program.answerOf(1), Program.page(PAGE), scene.secret().length())
			.hold()
			.toArguments());
		command.set(0, program.toString());
		// The last argument is its own.
		command.add(scene.secret());
		HostProcess process = scene.start(command);
		await().atMost(Scene.BOUND).until(() -> process.descriptors().contains(secret.toString()));
		return new Victim(process, scene.secret());
	}

}
