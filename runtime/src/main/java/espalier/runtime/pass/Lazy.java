package espalier.runtime.pass;

import java.util.function.Supplier;

/** Something made when it is first asked for, such as kernels, whose classes take time to load. Thread-safe. */
public final class Lazy<T> {

    private final Supplier<T> maker;
    private T value;

    /** @param maker is called once at most */
    public Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    /** The same thing each time. */
    public synchronized T get() {
        if (value == null) {
            value = maker.get();
        }
        return value;
    }
}
