package com.portofcontext.pctx.sandbox.guest.protocol;

import tools.jackson.databind.DatabindContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.jsontype.PolymorphicTypeValidator;

/**
 * Refuses every base type whose subtypes the peer would choose by class name. Jackson
 * asks {@link #validateBaseType} for those alone; what it asks later comes from
 * {@code DEDUCTION}, whose candidates are declared, not sent.
 */
final class ClassNameRefusingValidator extends PolymorphicTypeValidator {

	private static final long serialVersionUID = 1L;

	@Override
	public Validity validateBaseType(DatabindContext context, JavaType baseType) {
		return Validity.DENIED;
	}

	@Override
	public Validity validateSubClassName(DatabindContext context, JavaType baseType, String subClassName) {
		return Validity.INDETERMINATE;
	}

	@Override
	public Validity validateSubType(DatabindContext context, JavaType baseType, JavaType subType) {
		return Validity.ALLOWED;
	}

}
