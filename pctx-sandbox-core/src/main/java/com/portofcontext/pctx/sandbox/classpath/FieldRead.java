package com.portofcontext.pctx.sandbox.classpath;

/**
 * A field that code beyond the wall reads.
 *
 * @param owner the class that declares the field
 * @param field the field's name
 * @param reader readable signature of the method that reads it
 * @since 0.1.0
 */
public record FieldRead(Class<?> owner, String field, String reader) {

}
