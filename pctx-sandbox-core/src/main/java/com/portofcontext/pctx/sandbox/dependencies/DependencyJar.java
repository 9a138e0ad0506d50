package com.portofcontext.pctx.sandbox.dependencies;

/**
 * A jar of a set of dependencies, as a blob.
 *
 * @param coordinate what it is
 * @param sha256 the SHA-256 of its content
 * @param size its size in bytes
 */
record DependencyJar(DependencyCoordinate coordinate, String sha256, long size) {

}
