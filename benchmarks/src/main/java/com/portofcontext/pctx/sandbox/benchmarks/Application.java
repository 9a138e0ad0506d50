package com.portofcontext.pctx.sandbox.benchmarks;

import java.io.IOException;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A small Spring Boot application with one sandboxed bean. As a program it says when it
 * has started, and ends when its standard input does.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class Application {

	static final String STARTED = "started";

	@Bean
	Reports reports() {
		return new Reports();
	}

	/**
	 * Start, say so, and wait.
	 * @param args properties of the application
	 * @throws IOException if the standard input is broken
	 */
	public static void main(String[] args) throws IOException {
		ConfigurableApplicationContext context = SpringApplication.run(Application.class, args);
		System.out.println(STARTED);
		System.in.readAllBytes();
		context.close();
	}

}
