package com.portofcontext.pctx.sandbox.call;

import java.lang.reflect.Field;
import java.util.function.Predicate;

import tools.jackson.databind.JavaType;

/**
 * An instance field of a bean whose value travels with the call.
 *
 * @param field the field, of the bean's class or one of its superclasses
 * @param type its type, resolved against the bean's class
 * @param isBean tells the classes of beans, which stay behind wherever they are in the
 * value
 * @since 0.1.0
 */
public record DataField(Field field, JavaType type, Predicate<Class<?>> isBean) {

}
