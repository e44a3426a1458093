package espalier.tests.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import espalier.tests.compile.MarkedSource.Place;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkedSourceTest {

    @Test
    void marksAreTakenOutAndGiveLineAndColumn() {
        MarkedSource source = MarkedSource.parse("a »b\n‹c = ›»d");

        assertEquals("a b\nc = d", source.text());
        assertEquals(List.of(new Place(1, 3), new Place(2, 5), new Place(2, 5)), source.javac());
        assertEquals(List.of(new Place(1, 3), new Place(2, 1), new Place(2, 5)), source.ecj());
    }
}
