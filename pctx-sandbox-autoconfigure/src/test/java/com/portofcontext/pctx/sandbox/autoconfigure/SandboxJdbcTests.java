package com.portofcontext.pctx.sandbox.autoconfigure;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import com.portofcontext.pctx.sandbox.SandboxExecutionException;
import com.portofcontext.pctx.sandbox.SandboxOperations;
import com.portofcontext.pctx.sandbox.SandboxReport;
import com.portofcontext.pctx.sandbox.SandboxResult;
import com.portofcontext.pctx.sandbox.Sandboxed;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Sandboxed code that uses a database by its JDBC driver, on a real jail. The database
 * listens on this machine's loopback, and the test looks into it from inside.
 */
@SandboxApplicationTest
@TestPropertySource(properties = "pctx.sandbox.classpath.include=h2-*.jar")
class SandboxJdbcTests {

	private static final String USER = "sandbox";

	private static final String DATABASE = "mem:names;DB_CLOSE_DELAY=-1";

	private static final Server server = listen();

	@Autowired
	private SandboxOperations operations;

	private static Server listen() {
		try {
			return Server.createTcpServer("-tcpPort", "0").start();
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@DynamicPropertySource
	static void allowDatabase(DynamicPropertyRegistry registry) {
		registry.add("test.database", SandboxJdbcTests::address);
	}

	private static String address() {
		return "127.0.0.1:" + server.getPort();
	}

	private static String url() {
		return "jdbc:h2:tcp://%s/mem:names".formatted(address());
	}

	@BeforeEach
	void fillDatabase() throws SQLException {
		try (Connection connection = DriverManager.getConnection("jdbc:h2:" + DATABASE, USER, USER);
				Statement statement = connection.createStatement()) {
			statement.execute("create table if not exists names (name varchar primary key)");
			statement.execute("delete from names");
			statement.execute("insert into names values ('Ada')");
		}
	}

	@AfterAll
	static void close() {
		server.stop();
	}

	@Test
	void whenDatabaseIsAllowedThenItsDriverReachesItUnchanged() throws SQLException {
		SandboxResult<List<String>> result = this.operations.call("names", "add", url(), "Grace");
		assertThat(result.value()).containsExactly("Ada", "Grace");
		assertThat(stored()).containsExactly("Ada", "Grace");
		assertThat(result.report().proof()).contains("network=proxy");
		assertThat(result.report().network()).singleElement().satisfies((connection) -> {
			assertThat(connection.destination()).isEqualTo(address());
			assertThat(connection.address()).isEqualTo("127.0.0.1");
			assertThat(connection.allowed()).isTrue();
			assertThat(connection.sentBytes()).isPositive();
			assertThat(connection.receivedBytes()).isPositive();
		});
	}

	@Test
	void whenDatabaseIsNotAllowedThenItsDriverDoesNotReachIt() throws SQLException {
		SandboxExecutionException exception = catchThrowableOfType(SandboxExecutionException.class,
				() -> this.operations.call("names", "addElsewhere", url(), "Grace"));
		assertThat(exception.getCause()).isInstanceOf(SQLException.class);
		assertThat(stored()).containsExactly("Ada");
		assertThat(exception.getReport().network()).isNotEmpty().allSatisfy((connection) -> {
			assertThat(connection.destination()).isEqualTo(address());
			assertThat(connection.allowed()).isFalse();
		});
	}

	/** So does a driver that is built on channels: it looks for no proxy. */
	@Test
	void whenCodeConnectsByChannelThenItStaysInsideOfTheJail() {
		SandboxResult<String> result = this.operations.call("names", "channel", server.getPort());
		assertThat(result.value()).startsWith("java.net.ConnectException");
		assertThat(result.report().network()).extracting(SandboxReport.Connection::destination).isEmpty();
	}

	private static List<String> stored() throws SQLException {
		try (Connection connection = DriverManager.getConnection("jdbc:h2:" + DATABASE, USER, USER)) {
			return Names.read(connection);
		}
	}

	static class Names {

		@Sandboxed(allowNetwork = "${test.database}")
		public List<String> add(String url, String name) throws SQLException {
			return insert(url, name);
		}

		@Sandboxed(allowNetwork = "127.0.0.1:1")
		public List<String> addElsewhere(String url, String name) throws SQLException {
			return insert(url, name);
		}

		private static List<String> insert(String url, String name) throws SQLException {
			try (Connection connection = DriverManager.getConnection(url, USER, USER);
					PreparedStatement statement = connection.prepareStatement("insert into names values (?)")) {
				statement.setString(1, name);
				statement.executeUpdate();
				return read(connection);
			}
		}

		static List<String> read(Connection connection) throws SQLException {
			List<String> names = new ArrayList<>();
			try (Statement statement = connection.createStatement();
					ResultSet rows = statement.executeQuery("select name from names order by name")) {
				while (rows.next()) {
					names.add(rows.getString(1));
				}
			}
			return names;
		}

		@Sandboxed(allowNetwork = "${test.database}")
		public String channel(int port) {
			try (SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port))) {
				return channel.toString();
			}
			catch (IOException ex) {
				return ex.toString();
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Names names() {
			return new Names();
		}

	}

}
