package com.portofcontext.pctx.sandbox.autoconfigure;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.TestPropertySource;

/**
 * A test of the starter as an application has it, on a real jail. Workers are started by
 * the calls alone, so that a class pays for what it tests only, and limits of time are
 * wide where time is not what is tested.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest
@TestPropertySource(properties = { "pctx.sandbox.defaults.timeout=2m", "pctx.sandbox.defaults.memory=256MB",
		"pctx.sandbox.pool.warm-up=false", "pctx.sandbox.pool.min-idle=0", "pctx.sandbox.pool.start-timeout=2m" })
@interface SandboxApplicationTest {

}
