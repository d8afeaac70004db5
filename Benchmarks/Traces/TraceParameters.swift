/// What a population of items is drawn from. Every rate is a probability unless its sentence says
/// otherwise, every duration is in days.
package struct TraceParameters: Sendable, Equatable {
    // population
    package var items = 100_000.0
    package var seed = 1.0
    package var days = 540.0
    package var productionDays = 300.0
    // readers
    package var missed = 0.2
    package var blindSites = 0.1
    package var clockSeconds = 60.0
    package var badClocks = 0.02
    package var lateUploads = 0.005
    package var doubleReads = 0.01
    // trade
    package var online = 0.25
    package var exports = 0.02
    package var inspections = 0.005
    package var returns = 0.05
    package var destroyed = 0.003
    package var destroyedWrongly = 0.005
    // people
    package var consumerScans = 0.2
    package var rescans = 0.6
    package var family = 0.3
    package var newDevice = 0.1
    package var shopScans = 0.05
    package var displays = 0.0002
    package var tourists = 0.05
    package var travels = 0.03
    package var resales = 0.05
    package var resaleScans = 0.5
    package var resaleAbroad = 0.2
    package var photographed = 0.005
    package var coordinates = 0.4
    package var wrongPlace = 0.005
    // copies
    package var clones = 0.001
    package var copiesMin = 10.0
    package var copiesMax = 1_000.0
    package var copyScans = 0.2
    package var copyHome = 0.35
    package var copyStreet = 0.2
    package var copyTrade = 0.1
    package var copyLeak = 0.1
    package var copySeized = 0.05

    package init() {}

    /// One parameter as the command line writes it: `--missed 0.2`.
    package struct Field: Sendable {
        package let name: String
        package let path: any WritableKeyPath<TraceParameters, Double> & Sendable
        package let sentence: String
    }

    package static let fields: [Field] = [
        Field(name: "items", path: \.items, sentence: "items made"),
        Field(name: "seed", path: \.seed, sentence: "the same seed gives the same traces"),
        Field(name: "days", path: \.days, sentence: "after this day nothing is seen any more"),
        Field(
            name: "production-days", path: \.productionDays,
            sentence: "items are made evenly over these first days"),
        Field(name: "missed", path: \.missed, sentence: "mean share of trade reads that are lost"),
        Field(
            name: "blind-sites", path: \.blindSites,
            sentence: "share of sites that lose five times as much as the mean, up to all"),
        Field(
            name: "clock-seconds", path: \.clockSeconds,
            sentence: "standard deviation of a reader's clock, in seconds"),
        Field(
            name: "bad-clocks", path: \.badClocks,
            sentence: "share of readers that are 1 to 12 whole hours off"),
        Field(
            name: "late-uploads", path: \.lateUploads,
            sentence: "trade reads dated when they were sent, 5 hours to 3 days late"),
        Field(
            name: "double-reads", path: \.doubleReads,
            sentence: "trade reads that come twice within minutes"),
        Field(name: "online", path: \.online, sentence: "sold from the warehouse, by post"),
        Field(
            name: "exports", path: \.exports,
            sentence: "goes by a wholesaler to a shop in another country (grey market)"),
        Field(
            name: "inspections", path: \.inspections, sentence: "looked at by customs at a border"),
        Field(name: "returns", path: \.returns, sentence: "brought back, and sold a second time"),
        Field(name: "destroyed", path: \.destroyed, sentence: "destroyed instead of sold"),
        Field(
            name: "destroyed-wrongly", path: \.destroyedWrongly,
            sentence: "of those: recorded as destroyed, and sold all the same"),
        Field(
            name: "consumer-scans", path: \.consumerScans,
            sentence: "buyers of a genuine item who ever scan it"),
        Field(
            name: "rescans", path: \.rescans,
            sentence: "mean number of further scans by somebody who has scanned"),
        Field(
            name: "family", path: \.family, sentence: "households in which a second person scans"),
        Field(
            name: "new-device", path: \.newDevice,
            sentence: "scans that come from a device or account not seen before"),
        Field(
            name: "shop-scans", path: \.shopScans,
            sentence: "mean number of people who scan an item in the shop before it is sold"),
        Field(
            name: "displays", path: \.displays,
            sentence: "items on show, scanned by 5 to 40 people in the shop"),
        Field(
            name: "tourists", path: \.tourists,
            sentence: "bought in a shop by somebody who lives in another country"),
        Field(name: "travels", path: \.travels, sentence: "owners who scan it on a journey"),
        Field(name: "resales", path: \.resales, sentence: "sold on by the first owner"),
        Field(
            name: "resale-scans", path: \.resaleScans, sentence: "second-hand buyers who scan it"),
        Field(
            name: "resale-abroad", path: \.resaleAbroad, sentence: "resales to another country"),
        Field(
            name: "photographed", path: \.photographed,
            sentence: "resales whose offer shows the code, scanned off the screen by others"),
        Field(
            name: "coordinates", path: \.coordinates,
            sentence: "scans of people that give a position; the others give a country"),
        Field(
            name: "wrong-place", path: \.wrongPlace,
            sentence: "scans of people that give a country where they are not"),
        Field(
            name: "clones", path: \.clones,
            sentence: "items whose serial is copied onto counterfeit objects"),
        Field(name: "copies-min", path: \.copiesMin, sentence: "fewest copies of one serial"),
        Field(
            name: "copies-max", path: \.copiesMax,
            sentence: "most copies; orders of magnitude between are equally likely"),
        Field(
            name: "copy-scans", path: \.copyScans, sentence: "buyers of a copy who ever scan it"),
        Field(
            name: "copy-home", path: \.copyHome,
            sentence: "runs of copies sold in the country of the genuine item too"),
        Field(
            name: "copy-street", path: \.copyStreet,
            sentence: "runs of copies that are all sold in one city"),
        Field(
            name: "copy-trade", path: \.copyTrade,
            sentence: "runs of copies of which three in ten pass through honest shops"),
        Field(
            name: "copy-leak", path: \.copyLeak,
            sentence: "serials copied at the plant; the others in the shop or later"),
        Field(
            name: "copy-seized", path: \.copySeized,
            sentence: "runs of which customs find 1 to 5 copies together"),
    ]

    /// `--name value` pairs; what is not there keeps its default.
    ///
    /// - Parameter arguments: those understood are taken out.
    /// - Throws: `TraceError`.
    package init(taking arguments: inout [String]) throws(TraceError) {
        var rest: [String] = []
        var position = 0
        while position < arguments.count {
            let argument = arguments[position]
            guard let field = Self.fields.first(where: { "--" + $0.name == argument }) else {
                rest.append(argument)
                position += 1
                continue
            }
            guard position + 1 < arguments.count, let value = Double(arguments[position + 1]),
                value.isFinite, value >= 0
            else { throw .value(of: argument) }
            self[keyPath: field.path] = value
            position += 2
        }
        guard items <= Self.itemsMax, items >= 1, seed < 0x1p53 else { throw .value(of: "--items") }
        guard copiesMin >= 1, copiesMin <= copiesMax, copiesMax <= Self.copiesMostMax else {
            throw .value(of: "--copies-min")
        }
        guard missed <= 1 else { throw .value(of: "--missed") }
        arguments = rest
    }

    package static let itemsMax = 1e9
    package static let copiesMostMax = 100_000.0
}

package enum TraceError: Error, Equatable, CustomStringConvertible {
    case value(of: String)

    package var description: String {
        switch self {
        case .value(let name):
            "\(name) needs a number in its range after it; --help lists all parameters"
        }
    }
}
