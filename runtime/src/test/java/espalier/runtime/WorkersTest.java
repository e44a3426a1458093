package espalier.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkersTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void doesEveryTaskOnce(int threads) {
        try (Workers workers = Workers.of(threads)) {
            for (int round = 0; round < 2000; round++) {
                int tasks = round % 67;
                int[] done = new int[tasks];
                workers.run(tasks, i -> done[i]++);
                for (int i = 0; i < tasks; i++) {
                    assertEquals(1, done[i]);
                }
            }
        }
    }

    @Test
    void wakesAfterSleeping() throws InterruptedException {
        try (Workers workers = Workers.of(3)) {
            for (int round = 0; round < 50; round++) {
                AtomicInteger done = new AtomicInteger();
                workers.run(10, i -> done.incrementAndGet());
                assertEquals(10, done.get());
                Thread.sleep(1);
            }
        }
    }

    @Test
    void severalThreadsMayCallAtOnce() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(6);
        try (Workers workers = Workers.of(3)) {
            List<Future<?>> results = new ArrayList<>();
            for (int caller = 0; caller < 6; caller++) {
                results.add(callers.submit(() -> {
                    for (int round = 0; round < 2000; round++) {
                        int[] done = new int[33];
                        workers.run(33, i -> done[i] += i);
                        for (int i = 0; i < 33; i++) {
                            assertEquals(i, done[i]);
                        }
                    }
                }));
            }
            for (Future<?> result : results) {
                result.get(50, TimeUnit.SECONDS);
            }
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void aTaskMayRunTasks() {
        try (Workers workers = Workers.of(4)) {
            AtomicIntegerArray done = new AtomicIntegerArray(100);
            workers.run(10, i -> workers.run(10, j -> done.incrementAndGet(i * 10 + j)));
            for (int i = 0; i < 100; i++) {
                assertEquals(1, done.get(i));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void anExceptionReachesTheCallerOnceAllTasksHaveStopped(int threads) {
        try (Workers workers = Workers.of(threads)) {
            for (int round = 0; round < 500; round++) {
                AtomicInteger atWork = new AtomicInteger();
                IllegalStateException failure = new IllegalStateException("seven");
                IllegalStateException seen = assertThrows(
                        IllegalStateException.class,
                        () -> workers.run(40, i -> {
                            atWork.incrementAndGet();
                            try {
                                if (i == 7) {
                                    throw failure;
                                }
                            } finally {
                                atWork.decrementAndGet();
                            }
                        }));
                assertSame(failure, seen);
                assertEquals(0, atWork.get());
            }
            AtomicInteger done = new AtomicInteger();
            workers.run(40, i -> done.incrementAndGet());
            assertEquals(40, done.get());
        }
    }

    @Test
    void errorsReachTheCallerToo() {
        try (Workers workers = Workers.of(2)) {
            assertThrows(
                    StackOverflowError.class,
                    () -> workers.run(4, i -> {
                        throw new StackOverflowError();
                    }));
        }
    }

    @Test
    void severalThreadsAreReallyAtWork() {
        try (Workers workers = Workers.of(2)) {
            CountDownLatch both = new CountDownLatch(2);
            workers.run(2, i -> {
                both.countDown();
                await(both);
            });
        }
    }

    /** So that a thread reads in one layer what it has written itself in the layer before. */
    @Test
    void eachThreadBeginsWithNeighbouringTasksOfItsOwn() {
        int threads = 3;
        try (Workers workers = Workers.of(threads)) {
            for (int round = 0; round < 100; round++) {
                int[] first = {-1, -1, -1};
                CountDownLatch all = new CountDownLatch(threads);
                workers.run(threads * 4, i -> {
                    if (first[workers.worker()] < 0) {
                        first[workers.worker()] = i;
                        all.countDown();
                        await(all);
                    }
                });
                assertArrayEquals(new int[] {0, 4, 8}, first);
            }
        }
    }

    @Test
    void aThreadWithoutTasksTakesTheOthers() {
        try (Workers workers = Workers.of(2)) {
            CountDownLatch others = new CountDownLatch(7);
            List<Integer> order = new CopyOnWriteArrayList<>();
            workers.run(8, i -> {
                if (i == 0) {
                    await(others);
                }
                order.add(i);
                others.countDown();
            });
            assertEquals(List.of(4, 5, 6, 7, 3, 2, 1, 0), order);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void oneThreadMeansTheCallersOwn() {
        try (Workers workers = Workers.of(1)) {
            Thread caller = Thread.currentThread();
            workers.run(5, i -> assertSame(caller, Thread.currentThread()));
        }
    }

    @Test
    void tasksAtOnceAreDoneByWorkersOfDifferentNumbers() {
        try (Workers workers = Workers.of(3);
                Workers others = Workers.of(2)) {
            Set<Integer> numbers = ConcurrentHashMap.newKeySet();
            CountDownLatch all = new CountDownLatch(3);
            workers.run(3, i -> {
                numbers.add(workers.worker());
                assertEquals(0, others.worker());
                all.countDown();
                await(all);
            });
            assertEquals(Set.of(0, 1, 2), numbers);
            assertEquals(0, workers.worker());
        }
    }

    @Test
    void threadsAreNamedDaemonsAndEndWithThePool() throws InterruptedException {
        Workers workers = Workers.of(2);
        List<Thread> seen = new ArrayList<>();
        CountDownLatch both = new CountDownLatch(2);
        workers.run(2, i -> {
            synchronized (seen) {
                seen.add(Thread.currentThread());
            }
            both.countDown();
            await(both);
        });
        seen.remove(Thread.currentThread());
        Thread worker = seen.get(0);
        assertEquals("espalier-worker-1", worker.getName());
        assertTrue(worker.isDaemon());
        workers.close();
        worker.join(30_000);
        assertFalse(worker.isAlive());
        assertEquals(
                "These workers are closed.",
                assertThrows(IllegalStateException.class, () -> workers.run(1, i -> {}))
                        .getMessage());
    }

    @Test
    void idleThreadsSleep() throws InterruptedException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Workers workers = Workers.of(2)) {
            Set<Long> ids = ConcurrentHashMap.newKeySet();
            CountDownLatch both = new CountDownLatch(2);
            workers.run(2, i -> {
                ids.add(Thread.currentThread().getId());
                both.countDown();
                await(both);
            });
            ids.remove(Thread.currentThread().getId());
            long worker = ids.iterator().next();
            Thread.sleep(20);
            long before = threads.getThreadCpuTime(worker);
            Thread.sleep(200);
            long spent = threads.getThreadCpuTime(worker) - before;
            assertTrue(spent < 1_000_000, spent + " ns of processor time while idle");
        }
    }

    @Test
    void theSharedPoolStaysOpen() {
        Workers.shared().close();
        AtomicInteger done = new AtomicInteger();
        Workers.shared().run(9, i -> done.incrementAndGet());
        assertEquals(9, done.get());
        assertEquals(
                Runtime.getRuntime().availableProcessors(), Workers.shared().threads());
    }

    @Test
    void needsAThread() {
        assertEquals(
                "There must be at least 1 thread, not 0.",
                assertThrows(IllegalArgumentException.class, () -> Workers.of(0))
                        .getMessage());
    }

    @Test
    void allocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Workers workers = Workers.of(2)) {
            float[] sink = new float[64];
            Workers.Task task = i -> sink[i] += 1;
            run(workers, task, 20_000);
            long before = threads.getCurrentThreadAllocatedBytes();
            run(workers, task, 1000);
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(allocated < 1000, allocated + " bytes in 1000 jobs");
        }
    }

    private static void run(Workers workers, Workers.Task task, int times) {
        for (int i = 0; i < times; i++) {
            workers.run(64, task);
        }
    }

    @Test
    void aThreadKnowsWhetherItIsInATask() throws InterruptedException {
        try (Workers workers = Workers.of(3);
                Workers others = Workers.of(2)) {
            assertFalse(workers.isInTask());
            AtomicInteger wrong = new AtomicInteger();
            workers.run(50, task -> {
                if (!workers.isInTask() || others.isInTask()) {
                    wrong.incrementAndGet();
                }
            });
            assertEquals(0, wrong.get());
            assertFalse(workers.isInTask());
            assertThrows(
                    IllegalArgumentException.class,
                    () -> workers.run(50, task -> {
                        throw new IllegalArgumentException("no");
                    }));
            assertFalse(workers.isInTask(), "after a failure");
        }
    }
}
