package espalier.benchmarks.contender;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The process that measures one contender at one setting, once its results are what they should be. What comes out is a
 * JSON file: {@code medianNanos} and the like, or {@code unsupported}, {@code disagrees} or {@code failed} with the reason.
 */
public final class Measurement {

    private static final double TENTH = 0.1;

    private Measurement() {}

    /**
     * Arguments: the contender's class, the network, the task, the batch, the threads, the folder of {@link Preparation},
     * the file for the result, and what to measure: {@code memory}, or the seconds for which to take times.
     */
    public static void main(String[] arguments) throws IOException {
        Setting setting = new Setting(
                arguments[1],
                Task.valueOf(arguments[2].toUpperCase(Locale.ROOT)),
                Integer.parseInt(arguments[3]),
                Integer.parseInt(arguments[4]),
                Path.of(arguments[5]));
        Map<String, Object> result;
        try {
            Contender contender = FirstPrediction.contender(arguments[0]);
            result = arguments[7].equals("memory")
                    ? memory(contender, setting)
                    : times(contender, setting, Double.parseDouble(arguments[7]));
            result.put("version", contender.version());
        } catch (UnsupportedTaskException e) {
            result = Map.of("unsupported", e.getMessage());
        } catch (DisagreementException e) {
            result = Map.of("disagrees", e.getMessage());
        } catch (Exception | LinkageError e) {
            e.printStackTrace();
            result = Map.of("failed", e.toString());
        }
        JSON.std.write(result, Path.of(arguments[6]).toFile());
        // Some libraries leave threads behind.
        System.exit(0);
    }

    private static Map<String, Object> times(Contender contender, Setting setting, double seconds) throws Exception {
        Expectation expected = Expectation.read(setting.expected(), setting.task());
        Work work;
        Expectation actual;
        if (setting.task() == Task.INFERENCE) {
            Inference inference = contender.inference(setting);
            actual = Expectation.of(inference);
            work = inference;
        } else {
            Training training = contender.training(setting);
            actual = Expectation.of(training);
            work = training;
        }
        double error = expected.check(actual);
        Timing timing = Timing.of(work, seconds, setting.threads());
        double[] nanos = timing.nanos();
        double[] peaks = timing.peaks().clone();
        Arrays.sort(peaks);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("medianNanos", nanos[nanos.length / 2]);
        result.put("leastNanos", nanos[0]);
        result.put("tenthNanos", nanos[(int) (nanos.length * TENTH)]);
        result.put("times", nanos.length);
        result.put("peakGigaflops", peaks[peaks.length / 2]);
        result.put("warmUpSeconds", timing.warmUp().seconds());
        result.put("settled", timing.warmUp().settled());
        result.put("error", error);
        return result;
    }

    private static Map<String, Object> memory(Contender contender, Setting setting) throws Exception {
        Inference inference = contender.inference(setting);
        for (int run = 0; run < PREDICTIONS_BEFORE_MEMORY; run++) {
            inference.run();
        }
        Map<String, Object> result = new LinkedHashMap<>();
        ProcessMemory.highWaterMark().ifPresent(bytes -> result.put("residentBytes", bytes));
        result.put("heapBytes", ProcessMemory.heapInUse());
        inference.run();
        return result;
    }

    /** Enough for everything that is made at first use to have been made. */
    private static final int PREDICTIONS_BEFORE_MEMORY = 20;
}
