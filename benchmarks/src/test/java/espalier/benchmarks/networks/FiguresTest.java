package espalier.benchmarks.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void chooseTheUnitOfATime() {
        assertEquals("0.95 µs", Figures.time(950));
        assertEquals("18.6 µs", Figures.time(18_552));
        assertEquals("950 µs", Figures.time(950_000));
        assertEquals("1.24 ms", Figures.time(1_240_000));
        assertEquals("3.10 s", Figures.time(3.1e9));
    }

    @Test
    void keepTheMediansUnitForTheSpread() {
        assertEquals("1.24 ms (0.95..12.0)", Figures.time(new Spread(1.24e6, 0.95e6, 12e6)));
    }

    @Test
    void haveThreeDigits() {
        assertEquals("9.99", Figures.digits(9.994));
        assertEquals("10.0", Figures.digits(9.996));
        assertEquals("100", Figures.digits(99.96));
        assertEquals("1234", Figures.digits(1234.4));
    }

    @Test
    void roundSharesAndBytes() {
        assertEquals("53 %", Figures.percent(0.527));
        assertEquals("0.19 MB", Figures.megabytes(190_000));
        assertEquals("512 MB", Figures.megabytes(512_300_000));
    }
}
