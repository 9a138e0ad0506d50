package com.portofcontext.pctx.sandbox.autoconfigure;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.portofcontext.pctx.sandbox.aop.PolicyRules;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

/**
 * Says what is allowed where a property has a value that is none of its type, or a name
 * that there is not. Comes before Spring Boot's own analyzers, which only say that it
 * cannot be converted or was left unbound.
 */
@Order(0)
class SandboxPropertyFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("pctx.sandbox");

	private static final Map<String, PolicyRules.Rule<?>> LIMITS = Map.ofEntries(
			Map.entry("memory", PolicyRules.MEMORY), Map.entry("cpus", PolicyRules.CPUS),
			Map.entry("timeout", PolicyRules.TIMEOUT), Map.entry("maxprocesses", PolicyRules.MAX_PROCESSES),
			Map.entry("maxresultsize", PolicyRules.MAX_RESULT_SIZE),
			Map.entry("maxoutputsize", PolicyRules.MAX_OUTPUT_SIZE), Map.entry("scratchsize", PolicyRules.SCRATCH_SIZE),
			Map.entry("maxconnections", PolicyRules.MAX_CONNECTIONS),
			Map.entry("maxtotalconnections", PolicyRules.MAX_CONNECTIONS),
			Map.entry("maxtransfersize", PolicyRules.MAX_TRANSFER_SIZE),
			Map.entry("connecttimeout", PolicyRules.TIMEOUT), Map.entry("idletimeout", PolicyRules.TIMEOUT),
			Map.entry("reusecalls", PolicyRules.REUSE_CALLS), Map.entry("reusetime", PolicyRules.TIMEOUT));

	private static final Map<Class<?>, String> TYPES = Map.of(DataSize.class, "a data size, such as 512MB",
			Duration.class, "a duration, such as 30s", Integer.class, "a whole number", Boolean.class, "true or false");

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
		if (cause.getCause() instanceof UnboundConfigurationPropertiesException unbound) {
			return analyze(unbound.getUnboundProperties(), cause);
		}
		ConfigurationProperty property = cause.getProperty();
		Class<?> type = wantedType(cause);
		if (property == null || type == null || !PREFIX.isAncestorOf(property.getName())) {
			return null;
		}
		String allowed = allowed(property.getName(), type);
		return (allowed == null) ? null
				: new FailureAnalysis(
						"Property '%s' has the value '%s' (%s). It must be %s.".formatted(property.getName(),
								property.getValue(), property.getOrigin(), allowed),
						"Change the value of '%s'.".formatted(property.getName()), cause);
	}

	private static @Nullable FailureAnalysis analyze(Set<ConfigurationProperty> unknown, BindException cause) {
		List<ConfigurationProperty> ours = unknown.stream()
			.filter((property) -> PREFIX.isAncestorOf(property.getName()))
			.toList();
		return ours.isEmpty() ? null
				: new FailureAnalysis(
						ours.stream()
							.map(SandboxPropertyFailureAnalyzer::describeUnknown)
							.collect(Collectors.joining("%n".formatted())),
						"Change the name of %s, or remove it."
							.formatted((ours.size() == 1) ? "that property" : "each of these properties"),
						cause);
	}

	private static String describeUnknown(ConfigurationProperty property) {
		return "There is no property '%s' (%s, with the value '%s'). In its place could stand one of: %s.".formatted(
				property.getName(), property.getOrigin(), property.getValue(),
				String.join(", ", SandboxPropertyNames.inPlaceOf(property.getName(), PREFIX.getNumberOfElements())));
	}

	/** Of a list, that of the element that is wrong. */
	private static @Nullable Class<?> wantedType(BindException cause) {
		Class<?> type = null;
		for (Throwable current = cause; current != null; current = current.getCause()) {
			if (current instanceof ConversionFailedException failed) {
				type = ClassUtils.resolvePrimitiveIfNecessary(failed.getTargetType().getType());
			}
		}
		return type;
	}

	private static @Nullable String allowed(ConfigurationPropertyName name, Class<?> type) {
		String group = name.getElement(PREFIX.getNumberOfElements(), Form.UNIFORM);
		PolicyRules.Rule<?> limit = LIMITS.get(name.getLastElement(Form.UNIFORM));
		if (limit != null && (group.equals("defaults") || group.equals("profiles"))) {
			return limit.expected();
		}
		if (type.isEnum()) {
			return Arrays.stream(type.getEnumConstants())
				.map((constant) -> constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
				.collect(Collectors.joining(", ", "one of ", ""));
		}
		return TYPES.get(type);
	}

}
