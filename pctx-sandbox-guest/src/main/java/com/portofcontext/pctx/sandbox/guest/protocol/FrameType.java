package com.portofcontext.pctx.sandbox.guest.protocol;

/**
 * Kinds of frames. Anything else on the wire ends the connection.
 */
public enum FrameType {

	/** Host to agent on another machine: a {@link BlobList} that it is to have. */
	BLOBS,

	/** Agent to host: the {@link BlobList} of those that it lacks. */
	MISSING,

	/** Host to agent: the {@link BlobHead} of what follows in parts. */
	BLOB,

	/** Host to agent: the next bytes of a blob. */
	PART,

	/** Agent to host: the blob has arrived, and is what its name says. */
	STORED,

	/** Host to agent: a {@link WorkerSpec} to keep workers ready for. */
	DEFINE,

	/** Agent to host: the spec is known and can be enforced here. */
	DEFINED,

	/** Host to agent: a {@link CallRequest}; the connection is now a lease. */
	CALL,

	/** Host to agent: a question for the {@link AgentStatus}. */
	STATUS,

	/** Agent to host: the {@link AgentStatus}. */
	STATUS_REPLY,

	/** Worker to agent: the JVM is up and has loaded nothing of the user's. */
	HELLO,

	/**
	 * Agent to worker: the {@link WorkerSpec} to prepare, sent after the jail's proof.
	 */
	PREPARE,

	/**
	 * Worker to agent: prepared, waiting for arguments; after an answer, that it may be
	 * called again.
	 */
	READY,

	/** Agent to worker: the encoded arguments. */
	ARGUMENTS,

	/** Worker to agent to host: a stream's number and bytes written to it. */
	OUTPUT,

	/** Agent to host: the {@link CallReport}, just before the outcome. */
	REPORT,

	/** Worker to agent to host: the encoded result. */
	RESULT,

	/** Worker to agent to host: the encoded throwable. */
	THROWN,

	/** Worker to agent, agent to host: a {@link Failure} of the sandbox itself. */
	FAILED,

	/** Worker to agent to host: which streamed argument's next piece is needed. */
	PULL,

	/** Host to agent to worker: that {@link StreamChunk}. */
	CHUNK,

	/** Worker to agent to host: the next bytes of a streamed result. */
	RESULT_PART;

	private static final FrameType[] VALUES = values();

	static FrameType of(int code) throws ProtocolException {
		if (code < 0 || code >= VALUES.length) {
			throw new ProtocolException("Unknown frame type " + code);
		}
		return VALUES[code];
	}

}
