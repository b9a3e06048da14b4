import EarshotModel

/// Conversions between physical units. A unit that does not exist is null.
enum UnitFunctions {
    static let all: [ScalarFunction] = [
        convert("angle", angles, "convert_angle(1.2, 'Degree', 'Arcminute')", "72.0"),
        convert("length", lengths, "convert_length(1.2, 'Foot', 'Yard')", "0.4"),
        convert("mass", masses, "convert_mass(1.2, 'Pound', 'Kilogram')", "0.544310844"),
        convert("force", forces, "convert_force(1.2, 'Newton', 'Decanewton')", "0.12"),
        convert("speed", speeds, "convert_speed(1.2, 'MeterPerSecond', 'CentimeterPerHour')", "432000.0"),
        convert("energy", energies, "convert_energy(1.2, 'Joule', 'Kilojoule')", "0.0012"),
        convert("volume", volumes, "convert_volume(1.2, 'CubicMeter', 'Liter')", "1200.0"),
        temperature,
    ]

    /// How much of the base unit one unit is.
    private static let angles: [String: Double] = [
        "Radian": 1, "Degree": .pi / 180, "Arcminute": .pi / 10_800, "Arcsecond": .pi / 648_000, "Gradian": .pi / 200,
        "Revolution": 2 * .pi, "Milliradian": 1e-3, "Microradian": 1e-6, "Nanoradian": 1e-9, "Deciradian": 0.1,
        "Centiradian": 0.01,
        "Millidegree": .pi / 180_000, "Microdegree": .pi / 180e6, "Nanodegree": .pi / 180e9,
    ]
    private static let lengths: [String: Double] = [
        "Meter": 1, "Kilometer": 1000, "Hectometer": 100, "Decimeter": 0.1, "Centimeter": 0.01, "Millimeter": 1e-3,
        "Micrometer": 1e-6, "Nanometer": 1e-9, "Angstrom": 1e-10, "Inch": 0.0254, "Foot": 0.3048, "Yard": 0.9144,
        "Mile": 1609.344,
        "NauticalMile": 1852, "Fathom": 1.8288, "Chain": 20.1168, "LightYear": 9.46073047258e15,
        "AstronomicalUnit": 149_597_870_700,
        "Parsec": 3.08567758128e16, "Hand": 0.1016, "Mil": 2.54e-5,
    ]
    private static let masses: [String: Double] = [
        "Kilogram": 1, "Gram": 1e-3, "Milligram": 1e-6, "Microgram": 1e-9, "Nanogram": 1e-12, "Tonne": 1000,
        "Decigram": 1e-4,
        "Centigram": 1e-5, "Decagram": 0.01, "Hectogram": 0.1, "Kilotonne": 1e6, "Megatonne": 1e9, "Pound": 0.45359237,
        "Ounce": 0.028349523125, "Stone": 6.35029318, "ShortTon": 907.18474, "LongTon": 1016.0469088,
        "Grain": 6.479891e-5,
    ]
    private static let forces: [String: Double] = [
        "Newton": 1, "Kilonewton": 1000, "Meganewton": 1e6, "Decanewton": 10, "Millinewton": 1e-3, "Micronewton": 1e-6,
        "Dyn": 1e-5,
        "KilogramForce": 9.80665, "PoundForce": 4.4482216152605, "OunceForce": 0.27801385095378125,
        "TonneForce": 9806.65,
        "KiloPond": 9.80665, "Poundal": 0.138254954376,
    ]
    private static let speeds: [String: Double] = [
        "MeterPerSecond": 1, "MeterPerMinute": 1 / 60.0, "MeterPerHour": 1 / 3600.0, "KilometerPerSecond": 1000,
        "KilometerPerMinute": 1000 / 60.0, "KilometerPerHour": 1 / 3.6, "CentimeterPerSecond": 0.01,
        "CentimeterPerMinute": 0.01 / 60,
        "CentimeterPerHour": 0.01 / 3600, "MillimeterPerSecond": 1e-3, "FootPerSecond": 0.3048,
        "FootPerMinute": 0.3048 / 60,
        "FootPerHour": 0.3048 / 3600, "InchPerSecond": 0.0254, "MilePerHour": 0.44704, "Knot": 1852 / 3600.0,
        "YardPerSecond": 0.9144,
    ]
    private static let energies: [String: Double] = [
        "Joule": 1, "Kilojoule": 1000, "Megajoule": 1e6, "Gigajoule": 1e9, "Millijoule": 1e-3, "WattHour": 3600,
        "KilowattHour": 3.6e6,
        "MegawattHour": 3.6e9, "GigawattHour": 3.6e12, "Calorie": 4.184, "Kilocalorie": 4184,
        "BritishThermalUnit": 1055.05585262,
        "ElectronVolt": 1.602176634e-19, "Erg": 1e-7, "FootPound": 1.3558179483314004,
    ]
    private static let volumes: [String: Double] = [
        "CubicMeter": 1, "Liter": 1e-3, "Milliliter": 1e-6, "Centiliter": 1e-5, "Deciliter": 1e-4, "Hectoliter": 0.1,
        "CubicCentimeter": 1e-6,
        "CubicMillimeter": 1e-9, "CubicDecimeter": 1e-3, "CubicKilometer": 1e9, "CubicInch": 1.6387064e-5,
        "CubicFoot": 0.028316846592,
        "CubicYard": 0.764554857984, "UsGallon": 3.785411784e-3, "ImperialGallon": 4.54609e-3, "UsQuart": 9.46352946e-4,
        "UsPint": 4.73176473e-4, "UsOunce": 2.95735295625e-5, "OilBarrel": 0.158987294928,
    ]

    private static func convert(_ name: String, _ units: [String: Double], _ expression: String, _ answer: String)
        -> ScalarFunction
    {
        ScalarFunction(
            "convert_\(name)", [.number, .constant(.string), .constant(.string)], .exactly(.real),
            "A measure of \(name) in another unit.", examples: [.init(expression, answer)]
        ) { (a) throws(EmissionError) -> SQL in
            let from = units[try Spelling.constantText(a, 1, "the unit")]
            let to = units[try Spelling.constantText(a, 2, "the unit")]
            guard let from, let to else { return "CAST(NULL AS DOUBLE)" }
            return "(CAST(\(a[0]) AS DOUBLE) * \(value: .real(from)) / \(value: .real(to)))"
        }
    }

    /// Factor and offset to kelvin.
    private static let scales: [String: (Double, Double)] = [
        "Kelvin": (1, 0), "DegreeCelsius": (1, 273.15), "DegreeFahrenheit": (5.0 / 9, 459.67 * 5 / 9),
        "DegreeRankine": (5.0 / 9, 0),
        "DegreeReaumur": (1.25, 273.15), "DegreeDelisle": (-2.0 / 3, 373.15),
    ]

    private static let temperature = ScalarFunction(
        "convert_temperature", [.number, .constant(.string), .constant(.string)], .exactly(.real),
        "A temperature in another unit.",
        examples: [.init("convert_temperature(1.2, 'Kelvin', 'DegreeCelsius')", "-271.95")]
    ) { (a) throws(EmissionError) -> SQL in
        let from = scales[try Spelling.constantText(a, 1, "the unit")]
        let to = scales[try Spelling.constantText(a, 2, "the unit")]
        guard let from, let to else { return "CAST(NULL AS DOUBLE)" }
        let kelvin: SQL = "(CAST(\(a[0]) AS DOUBLE) * \(value: .real(from.0)) + \(value: .real(from.1)))"
        return "((\(kelvin) - \(value: .real(to.1))) / \(value: .real(to.0)))"
    }
}
