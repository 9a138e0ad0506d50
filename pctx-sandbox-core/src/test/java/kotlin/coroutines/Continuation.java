package kotlin.coroutines;

/**
 * Stands for Kotlin's own, which is the last parameter of every suspending function, so
 * that no Kotlin has to be on the class path.
 *
 * @param <T> the type of the value
 */
public interface Continuation<T> {

}
