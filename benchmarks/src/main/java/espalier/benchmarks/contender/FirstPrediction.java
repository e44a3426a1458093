package espalier.benchmarks.contender;

import java.nio.file.Path;

/** The process of a cold start: one prediction, and nothing beside it, for its parent to time. */
public final class FirstPrediction {

    private FirstPrediction() {}

    /** Arguments: the contender's class, the network, the threads, the folder of {@link Preparation}. */
    public static void main(String[] arguments) throws Exception {
        Setting setting =
                new Setting(arguments[1], Task.INFERENCE, 1, Integer.parseInt(arguments[2]), Path.of(arguments[3]));
        Inference inference = contender(arguments[0]).firstPrediction(setting);
        inference.run();
        System.out.println(inference.output()[0]);
        System.exit(0);
    }

    static Contender contender(String className) throws ReflectiveOperationException {
        return Class.forName(className)
                .asSubclass(Contender.class)
                .getDeclaredConstructor()
                .newInstance();
    }
}
