package com.portofcontext.pctx.sandbox.machine.lima;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.portofcontext.pctx.sandbox.classpath.ClassPathPatterns;
import com.portofcontext.pctx.sandbox.classpath.ClassPathResolver;
import com.portofcontext.pctx.sandbox.guest.agent.AgentMain;
import com.portofcontext.pctx.sandbox.guest.protocol.BlobFiles;
import com.portofcontext.pctx.sandbox.guest.protocol.Sha256;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * A version of the agent: the jars of the application's own class path that it needs, and
 * its settings.
 *
 * @param version the SHA-256 of the archive
 * @param archive a tar archive
 */
record AgentBundle(String version, byte[] archive) {

	private static final List<Class<?>> RUNTIME = List.of(AgentMain.class, CBORMapper.class, ObjectMapper.class,
			JsonParser.class, JsonCreator.class, LoggerFactory.class);

	private static final String SETTINGS = "agent.properties";

	private static final int BLOCK = 512;

	/**
	 * Make the version that this application has.
	 * @param blobDirectory where its class path is kept
	 * @param settings settings beside those of the template
	 */
	static AgentBundle create(Path blobDirectory, Map<String, String> settings) throws IOException {
		ClassPathResolver resolver = new ClassPathResolver(blobDirectory,
				new ClassPathPatterns(List.of(), List.of(), List.of()));
		ByteArrayOutputStream tar = new ByteArrayOutputStream();
		add(tar, SETTINGS, settings(settings));
		for (String name : resolver.runtime(RUNTIME)) {
			Path jar = BlobFiles.file(blobDirectory, name);
			add(tar, jar.getFileName().toString(), Files.readAllBytes(jar));
		}
		tar.write(new byte[2 * BLOCK]);
		byte[] archive = tar.toByteArray();
		return new AgentBundle(Sha256.of(archive), archive);
	}

	private static byte[] settings(Map<String, String> more) throws IOException {
		StringBuilder text = new StringBuilder(
				new String(InstanceFile.resource(SETTINGS), StandardCharsets.ISO_8859_1));
		new TreeMap<>(more).forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
		return text.toString().getBytes(StandardCharsets.ISO_8859_1);
	}

	/** An entry in the format of POSIX: a block with name, rights, size and checksum. */
	private static void add(ByteArrayOutputStream tar, String name, byte[] content) throws IOException {
		byte[] header = new byte[BLOCK];
		put(header, 0, name);
		put(header, 100, "0000644\0" + "0000000\0" + "0000000\0");
		put(header, 124, "%011o\0".formatted(content.length) + "00000000000\0" + "        0");
		put(header, 257, "ustar\00000");
		int sum = 0;
		for (byte value : header) {
			sum += value & 0xff;
		}
		put(header, 148, "%06o\0 ".formatted(sum));
		tar.write(header);
		tar.write(content);
		tar.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
	}

	private static void put(byte[] header, int offset, String text) {
		byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
		System.arraycopy(bytes, 0, header, offset, bytes.length);
	}

}
