package com.portofcontext.pctx.sandbox.sample;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Refuses bodies that are too large, before anything reads them. What strangers send goes
 * through the application's memory on its way to the sandbox, and Tomcat does not limit
 * it.
 */
@ControllerAdvice
class BodySizeAdvice extends RequestBodyAdviceAdapter {

	static final DataSize MAX_SIZE = DataSize.ofMegabytes(1);

	@Override
	public boolean supports(MethodParameter parameter, Type type,
			Class<? extends HttpMessageConverter<?>> converterType) {
		return true;
	}

	@Override
	public HttpInputMessage beforeBodyRead(HttpInputMessage message, MethodParameter parameter, Type type,
			Class<? extends HttpMessageConverter<?>> converterType) throws IOException {
		byte[] body = message.getBody().readNBytes((int) MAX_SIZE.toBytes() + 1);
		if (body.length > MAX_SIZE.toBytes()) {
			throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE,
					"The body is larger than %d bytes: send less at a time.".formatted(MAX_SIZE.toBytes()));
		}
		return new ReadMessage(message.getHeaders(), body);
	}

	private record ReadMessage(HttpHeaders headers, byte[] body) implements HttpInputMessage {

		@Override
		public HttpHeaders getHeaders() {
			return this.headers;
		}

		@Override
		public InputStream getBody() {
			return new ByteArrayInputStream(this.body);
		}

	}

}
