package com.portofcontext.pctx.sandbox.attacks.scratch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Hostile;

/**
 * A directory that its owner may not change, so that it cannot be removed as easily.
 */
class ReadOnlyDirectories extends LeftFile {

	@Override
	public String attack(List<String> arguments) throws IOException {
		Path directory = Files.createDirectory(Hostile.scratch().resolve(arguments.get(0)));
		Files.createFile(directory.resolve("file"));
		Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("---------"));
		return "";
	}

}
