package espalier.runtime;

import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A few threads that divide short jobs among themselves, many times a millisecond. The caller takes part, so that
 * {@code of(1)} starts no thread at all; the others are daemon threads, started at the first job.
 *
 * <p>Each thread begins with a share of its own, neighbouring tasks, and takes them in chunks from its front. What it has
 * written in one layer, such as the upper rows of a map, it then reads in the next from its own cache and not from another
 * core's, which takes up to a tenth of a network's time. A thread whose share is done takes chunks from the back of the
 * others'. A thread without work waits for the next job actively for at most 50 microseconds, about the time between two
 * layers, and then sleeps; nothing is allocated for a job.
 *
 * <p>Safe for use by any number of threads: while one job runs, whoever else calls {@link #run}, from another thread or
 * from inside a task, does its tasks alone in its own thread.
 */
public final class Workers implements AutoCloseable {

    /** What is done many times. */
    @FunctionalInterface
    public interface Task {
        /** Does the task of that number; several numbers may be at work at once. */
        void run(int index);
    }

    /** A parked thread takes 4 to 6 microseconds to wake, a spinning one under half of one. */
    private static final long SPIN_NANOS = 50_000;

    /** The clock costs more than a turn of the loop. */
    private static final int SPINS_BETWEEN_CLOCK_READINGS = 32;

    /** Chunks a thread: fewer make the last thread lag, more cost atomic operations. */
    private static final int CHUNKS_PER_THREAD = 4;

    /** Shares have less than twice as many chunks each, which 16 bits can number. */
    private static final int MOST_SHARES = (1 << 16) / (2 * CHUNKS_PER_THREAD);

    /** From a thread's share to the next: two cache lines, which processors fetch together. */
    private static final int SHARE_PITCH = 16;

    private static final int LOW_16_BITS = 0xffff;

    private final int threads;
    private final boolean closeable;
    private final Worker[] workers;

    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile boolean closed;
    private boolean started;

    // The job. Written by the caller that holds `busy`, before `shares` make it known.
    private Task task;
    private int tasks;
    private int chunk;
    /** Who does the job together with the pool's threads; null while none runs. */
    private volatile Thread caller;

    /** Goes up with each job, when its shares are there to be taken. */
    private volatile int jobNumber;

    /**
     * For each thread the chunks of its share that nobody has taken. Upper half: the number of the job; lower half: the end and
     * the beginning, 16 bits each. All change together, so that whoever takes a chunk by compare-and-set knows that the job it
     * has read is still the one that runs: no other begins before all chunks are taken.
     */
    private final AtomicLongArray shares;

    private final AtomicInteger unfinished = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile Thread sleepingCaller;

    private Workers(int threads, boolean closeable) {
        if (threads < 1) {
            throw new IllegalArgumentException("There must be at least 1 thread, not " + threads + ".");
        }
        this.threads = threads;
        this.closeable = closeable;
        this.workers = new Worker[threads - 1];
        this.shares = new AtomicLongArray(threads * SHARE_PITCH);
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Worker(i + 1);
        }
    }

    /**
     * A pool of its own, to be closed by its owner.
     *
     * @param threads that may work at once, the caller among them
     * @throws IllegalArgumentException if there is not at least 1
     */
    public static Workers of(int threads) {
        return new Workers(threads, true);
    }

    /** The pool of as many threads as there are processors, made at the first call; closing it does nothing. */
    public static Workers shared() {
        return Shared.WORKERS;
    }

    private static final class Shared {
        static final Workers WORKERS = new Workers(Runtime.getRuntime().availableProcessors(), false);
    }

    /** The threads that may work at once, the caller among them. */
    public int threads() {
        return threads;
    }

    /**
     * The number of the present thread, by which tasks of one job that run at once are told apart: from 1 to
     * {@link #threads} - 1 in this pool's own threads, 0 in any other.
     */
    public int worker() {
        return Thread.currentThread() instanceof Worker worker && worker.pool() == this ? worker.number : 0;
    }

    /** Whether the calling thread is at work on a task of this pool, so that it would do all tasks of another job by itself. */
    public boolean isInTask() {
        Thread thread = Thread.currentThread();
        return thread == caller || (thread instanceof Worker worker && worker.pool() == this);
    }

    /**
     * Does {@code task} for 0 to {@code count - 1}, in any order, and returns when all are done. What tasks have written
     * is then visible to the caller.
     *
     * <p>If a task throws, no further ones are begun, and the first exception reaches the caller once those at work have
     * stopped.
     *
     * @throws IllegalStateException if the pool is closed
     */
    public void run(int count, Task job) {
        if (closed) {
            throw new IllegalStateException("These workers are closed.");
        }
        if (count > 1 && threads > 1 && busy.compareAndSet(false, true)) {
            try {
                runTogether(count, job);
            } finally {
                busy.set(false);
            }
        } else {
            for (int i = 0; i < count; i++) {
                job.run(i);
            }
        }
    }

    private void runTogether(int count, Task job) {
        startThreads();
        caller = Thread.currentThread();
        task = job;
        tasks = count;
        int takers = Math.min(count, Math.min(threads, MOST_SHARES));
        chunk = Math.max(1, count / takers / CHUNKS_PER_THREAD);
        unfinished.set(count);
        int number = jobNumber + 1;
        int chunks = (count + chunk - 1) / chunk;
        for (int thread = 0; thread < takers; thread++) {
            long begin = (long) chunks * thread / takers;
            long end = (long) chunks * (thread + 1) / takers;
            shares.set(thread * SHARE_PITCH, (long) number << 32 | end << 16 | begin);
        }
        jobNumber = number;
        for (int i = 0; i < takers - 1; i++) {
            workers[i].wake();
        }
        takeTasks(number, 0);
        awaitUnfinished();
        task = null;
        caller = null;
        if (failure.get() != null) {
            rethrow(failure.getAndSet(null));
        }
    }

    /** Does tasks of a job, if it still runs, until none is left to begin: first those of a thread's own share. */
    private void takeTasks(int number, int thread) {
        while (takeChunk(number, thread, true)) {}
        for (int other = 1; other < threads; other++) {
            while (takeChunk(number, (thread + other) % threads, false)) {}
        }
    }

    /** Does a chunk from the front or the back of a share, if one is left. */
    private boolean takeChunk(int number, int share, boolean isOwn) {
        int at = share * SHARE_PITCH;
        while (true) {
            long seen = shares.get(at);
            int begin = (int) seen & LOW_16_BITS;
            int end = (int) seen >>> 16;
            if (begin == end || (int) (seen >>> 32) != number) {
                return false;
            }
            Task job = task;
            int first = (isOwn ? begin : end - 1) * chunk;
            int behind = first + Math.min(chunk, tasks - first);
            if (shares.compareAndSet(at, seen, isOwn ? seen + 1 : seen - (1 << 16))) {
                run(job, first, behind);
                return true;
            }
        }
    }

    private void run(Task job, int first, int end) {
        for (int i = first; i < end && failure.get() == null; i++) {
            try {
                job.run(i);
            } catch (Throwable thrown) {
                failure.compareAndSet(null, thrown);
            }
        }
        if (unfinished.addAndGet(first - end) == 0) {
            LockSupport.unpark(sleepingCaller);
        }
    }

    private void awaitUnfinished() {
        long start = 0;
        for (int spins = 1; unfinished.get() != 0; spins++) {
            Thread.onSpinWait();
            if (spins % SPINS_BETWEEN_CLOCK_READINGS == 0) {
                long now = System.nanoTime();
                if (start == 0) {
                    start = now;
                } else if (now - start > SPIN_NANOS) {
                    sleepingCaller = Thread.currentThread();
                    while (unfinished.get() != 0) {
                        LockSupport.park(this);
                    }
                    sleepingCaller = null;
                    return;
                }
            }
        }
    }

    private static void rethrow(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        // Only code compiled from a language without checked exceptions comes here.
        throw new UndeclaredThrowableException(thrown);
    }

    /** Called by the holder of {@link #busy} only. */
    private void startThreads() {
        if (started) {
            return;
        }
        started = true;
        for (Worker worker : workers) {
            worker.start();
        }
    }

    /** Ends the threads; a job that runs is finished first, by its caller. The shared pool stays open. */
    @Override
    public void close() {
        if (closeable) {
            closed = true;
            for (Worker worker : workers) {
                LockSupport.unpark(worker);
            }
        }
    }

    private final class Worker extends Thread {

        final int number;
        private volatile boolean asleep;

        Worker(int number) {
            // Without the thread locals of whoever happened to be first.
            super(null, null, "espalier-worker-" + number, 0, false);
            this.number = number;
            setDaemon(true);
        }

        Workers pool() {
            return Workers.this;
        }

        void wake() {
            if (asleep) {
                LockSupport.unpark(this);
            }
        }

        @Override
        public void run() {
            while (!closed) {
                int seen = jobNumber;
                takeTasks(seen, number);
                awaitJobAfter(seen);
            }
        }

        private void awaitJobAfter(int seen) {
            long start = System.nanoTime();
            for (int spins = 1; jobNumber == seen; spins++) {
                Thread.onSpinWait();
                if (spins % SPINS_BETWEEN_CLOCK_READINGS == 0 && System.nanoTime() - start > SPIN_NANOS) {
                    asleep = true;
                    while (jobNumber == seen && !closed) {
                        LockSupport.park(Workers.this);
                    }
                    asleep = false;
                    return;
                }
            }
        }
    }
}
