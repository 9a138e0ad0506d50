package com.portofcontext.pctx.sandbox.guest.protocol;

import java.util.List;

/**
 * Names of blobs.
 *
 * @param names the SHA-256 of each
 */
public record BlobList(List<String> names) {

	public BlobList {
		names = List.copyOf(names);
	}

	/**
	 * Encode this list.
	 * @return its encoding
	 */
	public byte[] toBytes() {
		return Message.write((out) -> Message.writeList(out, this.names, Message::writeText));
	}

	/**
	 * Decode a list.
	 * @param payload its encoding
	 * @return the list
	 * @throws ProtocolException if it is malformed, or one of it is no name of a blob
	 */
	public static BlobList of(byte[] payload) throws ProtocolException {
		BlobList list = Message.read(payload, (in) -> new BlobList(Message.readList(in, Message::readText)));
		for (String name : list.names) {
			BlobFiles.checkName(name);
		}
		return list;
	}

}
