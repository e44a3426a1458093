package espalier.processor.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class InternalFailureTest {

    @Test
    void exceptionsAndErrorsNameTheLayer() {
        for (Throwable fault : List.of(
                new IllegalStateException(),
                new StackOverflowError(),
                new ExceptionInInitializerError(),
                new AssertionError())) {
            InternalFailure failure = assertThrows(
                    InternalFailure.class, () -> InternalFailure.naming("c3", () -> InternalFailureTest.fail(fault)));

            assertEquals("c3", failure.layer());
            assertSame(fault, failure.getCause());
        }
    }

    @Test
    void theInnermostLayerIsNamed() {
        InternalFailure failure = assertThrows(
                InternalFailure.class,
                () -> InternalFailure.naming(
                        "outer",
                        () -> InternalFailure.naming(
                                "inner", () -> InternalFailureTest.fail(new IllegalStateException()))));

        assertEquals("inner", failure.layer());
    }

    @Test
    void aLackOfMemoryIsTheCompilersToReport() {
        assertThrows(
                OutOfMemoryError.class,
                () -> InternalFailure.naming("c3", () -> InternalFailureTest.fail(new OutOfMemoryError())));
    }

    private static void fail(Throwable fault) {
        if (fault instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) fault;
    }
}
