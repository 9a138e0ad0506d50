package com.portofcontext.pctx.sandbox.guest.protocol;

/**
 * What precedes the parts of a blob.
 *
 * @param name its SHA-256
 * @param size how many bytes follow
 */
public record BlobHead(String name, long size) {

	/** How large a part may be. */
	public static final int MAX_PART = 256 * 1024;

	/**
	 * Encode this head.
	 * @return its encoding
	 */
	public byte[] toBytes() {
		return Message.write((out) -> {
			Message.writeText(out, this.name);
			out.writeLong(this.size);
		});
	}

	/**
	 * Decode a head.
	 * @param payload its encoding
	 * @return the head
	 * @throws ProtocolException if it is malformed
	 */
	public static BlobHead of(byte[] payload) throws ProtocolException {
		BlobHead head = Message.read(payload, (in) -> new BlobHead(Message.readText(in), in.readLong()));
		BlobFiles.checkName(head.name);
		if (head.size < 0) {
			throw new ProtocolException("A blob of %d bytes".formatted(head.size));
		}
		return head;
	}

}
