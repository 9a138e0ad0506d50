package com.portofcontext.pctx.sandbox.guest.worker;

import com.portofcontext.pctx.sandbox.guest.protocol.ValueException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the data fields and arguments of one method, and writes its result.
 */
interface ValueCodec {

	/**
	 * Read data fields and arguments.
	 * @param payload what the host wrote
	 * @return one value for each of them
	 * @throws ValueException if the payload is anything else
	 */
	@Nullable Object[] read(byte[] payload);

	/**
	 * Write the result.
	 * @param result the result
	 * @return the payload
	 * @throws ValueException if it is too large or cannot be written
	 */
	byte[] write(@Nullable Object result);

}
