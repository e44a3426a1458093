package espalier.runtime.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class QuickStartTest {

    @Test
    void warmingUpBeginsWithTheSecondPrediction() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(1);
        QuickStart start = new QuickStart(null, runs::incrementAndGet, ended::countDown);
        start.network();
        assertFalse(ended.await(50, TimeUnit.MILLISECONDS));
        assertEquals(0, runs.get());
        start.network();
        start.network();
        assertTrue(ended.await(10, TimeUnit.SECONDS));
        assertEquals(1, runs.get());
        assertFalse(start.isWarmingUp());
    }

    @Test
    void aFailureToWarmUpEndsItToo() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        QuickStart[] start = new QuickStart[1];
        boolean[] wasWarmingUp = new boolean[1];
        Runnable failing = () -> {
            wasWarmingUp[0] = start[0].isWarmingUp();
            Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> {});
            throw new IllegalStateException("no memory, say");
        };
        start[0] = new QuickStart(null, failing, ended::countDown);
        start[0].network();
        start[0].network();
        assertTrue(ended.await(10, TimeUnit.SECONDS));
        assertTrue(wasWarmingUp[0]);
    }
}
