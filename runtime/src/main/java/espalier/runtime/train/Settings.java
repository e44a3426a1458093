package espalier.runtime.train;

import espalier.runtime.optim.Schedule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What of a {@link Trainer} has a default. Changed only on the copy that a new trainer is about to get. */
final class Settings {

    int batch = 32;
    int epochs = 10;
    long seed;
    boolean shuffled = true;
    Schedule schedule = Schedule.constant();
    double maxGradientNorm = Double.POSITIVE_INFINITY;
    Optional<Dataset> validation = Optional.empty();
    Optional<Augmentation> augmentation = Optional.empty();
    final Map<String, Double> auxiliaryWeights = new LinkedHashMap<>();
    final List<TrainingListener> listeners = new ArrayList<>();

    Settings copy() {
        Settings copy = new Settings();
        copy.batch = batch;
        copy.epochs = epochs;
        copy.seed = seed;
        copy.shuffled = shuffled;
        copy.schedule = schedule;
        copy.maxGradientNorm = maxGradientNorm;
        copy.validation = validation;
        copy.augmentation = augmentation;
        copy.auxiliaryWeights.putAll(auxiliaryWeights);
        copy.listeners.addAll(listeners);
        return copy;
    }
}
