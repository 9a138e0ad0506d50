package com.portofcontext.pctx.sandbox.machine.lima;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.portofcontext.pctx.sandbox.guest.protocol.Sha256;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code limactl} makes the instance of: the template, with all its files, and what
 * differs between hosts.
 */
final class InstanceFile {

	private static final String TEMPLATE = "pctx-sandbox.yaml";

	private static final Pattern FILE = Pattern.compile("(?m)^  file: (\\S+)$");

	/** The feature versions of the JDK that Debian has. */
	private static final int[] DEBIAN_JDKS = { 21, 25 };

	private final JsonMapper mapper = JsonMapper.builder().build();

	private final LimaSettings settings;

	private final Map<String, byte[]> files;

	InstanceFile(LimaSettings settings) throws IOException {
		this.settings = settings;
		this.files = templateFiles();
	}

	private static Map<String, byte[]> templateFiles() throws IOException {
		Map<String, byte[]> files = new TreeMap<>();
		byte[] template = resource(TEMPLATE);
		files.put(TEMPLATE, template);
		Matcher references = FILE.matcher(new String(template, StandardCharsets.UTF_8));
		while (references.find()) {
			files.put(references.group(1), resource(references.group(1)));
		}
		return files;
	}

	/** Read a file of the template. */
	static byte[] resource(String name) throws IOException {
		try (InputStream in = InstanceFile.class.getResourceAsStream("template/" + name)) {
			if (in == null) {
				throw new LimaException.Final("The application's class path lacks the Lima template's file " + name);
			}
			return in.readAllBytes();
		}
	}

	/** What cannot be changed in an instance that is there. */
	String version() {
		MessageDigest digest = Sha256.begin();
		this.files.forEach((name, content) -> {
			digest.update(name.getBytes(StandardCharsets.UTF_8));
			digest.update(content);
		});
		digest.update(fixed(Path.of("")).getBytes(StandardCharsets.UTF_8));
		return Sha256.end(digest);
	}

	/**
	 * Write all of it.
	 * @param directory where the files are to be
	 * @return the file to give to {@code limactl create}
	 */
	Path write(Path directory) throws IOException {
		for (Map.Entry<String, byte[]> file : this.files.entrySet()) {
			Path path = directory.resolve(file.getKey());
			Files.createDirectories(path.getParent());
			Files.write(path, file.getValue());
		}
		return Files.writeString(directory.resolve("instance.yaml"),
				fixed(directory) + "cpus: %d%nmemory: %dMiB%ndisk: %dMiB%n".formatted(this.settings.cpus(),
						this.settings.memory().toMegabytes(), this.settings.disk().toMegabytes()));
	}

	/** YAML in block style: of one in flow style, Lima would garble the scripts. */
	private String fixed(Path directory) {
		LimaSettings.Image image = this.settings.image();
		StringBuilder yaml = new StringBuilder("base:\n");
		if (image == null) {
			yaml.append("- template:_images/debian-13\n");
		}
		line(yaml, "- ", directory.resolve(TEMPLATE).toString());
		line(yaml, "vmType: ", this.settings.vmType());
		if (image != null) {
			line(yaml, "arch: ", image.arch());
			images(yaml, image);
		}
		yaml.append("param:\n");
		line(yaml, "  JDK: ", Integer.toString(jdk()));
		line(yaml, "  PROVISION: ", this.settings.provision().name().toLowerCase(Locale.ROOT));
		return yaml.toString();
	}

	private void images(StringBuilder yaml, LimaSettings.Image image) {
		yaml.append("images:\n");
		line(yaml, "- location: ", image.location());
		line(yaml, "  arch: ", image.arch());
		if (image.kernel() != null) {
			yaml.append("  kernel:\n");
			line(yaml, "    location: ", image.kernel());
			line(yaml, "    cmdline: ", "root=LABEL=root ro console=ttyS0,115200");
		}
		if (image.initrd() != null) {
			yaml.append("  initrd:\n");
			line(yaml, "    location: ", image.initrd());
		}
	}

	/** JSON's text is YAML's, too. */
	private void line(StringBuilder yaml, String key, @Nullable String value) {
		if (value != null) {
			yaml.append(key).append(this.mapper.writeValueAsString(value)).append('\n');
		}
	}

	/** Workers read the application's class files: their JDK may not be older than it. */
	private int jdk() {
		int host = Runtime.version().feature();
		if (this.settings.provision() == LimaSettings.Provision.NETWORK) {
			for (int version : DEBIAN_JDKS) {
				if (version >= host) {
					return version;
				}
			}
		}
		return host;
	}

}
