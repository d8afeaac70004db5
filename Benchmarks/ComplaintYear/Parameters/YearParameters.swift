/// What a year of complaints is drawn from. Shares are from 0 to 1; what is not a share says its unit.
/// `fields` has of each the name, the range, what it is and why its default is what it is.
package struct YearParameters: Sendable, Equatable {
    // size
    package var seed = 1.0
    package var days = 365.0
    package var complaints = 100_000.0
    package var marketplaces = 5.0
    package var brands = 200.0
    package var products = 20.0
    // brands that complain
    package var members = 0.8
    package var agents = 12.0
    package var agentShare = 0.3
    package var sloppy = 0.3
    package var sloppyFaults = 0.45
    package var carefulFaults = 0.03
    package var mended = 0.8
    package var mendHours = 20.0
    package var greyMistakes = 0.04
    package var honestMistakes = 0.015
    package var withdrawals = 0.3
    // false complaints
    package var falseShare = 0.25
    package var rings = 6.0
    package var ringShare = 0.5
    package var ringMembers = 4.0
    package var mimicryDays = 90.0
    package var mimicryComplaints = 30.0
    package var burstHours = 48.0
    package var evidenceReuse = 0.6
    package var loneFilers = 25.0
    // sellers
    package var honestSellers = 100.0
    package var authorisedSellers = 6.0
    package var greySellers = 6.0
    package var newSellers = 0.2
    package var groups = 4.0
    package var shops = 4.0
    package var reopened = 0.7
    package var sharedTraits = 0.8
    package var sharedByChance = 0.01
    // offers
    package var sellerListings = 30.0
    package var listingDays = 60.0
    package var complainedOf = 0.6
    package var disguised = 0.5
    package var officialImages = 0.6
    package var honestOfficialImages = 0.35
    package var imageNoiseBits = 20.0
    package var nearPrice = 0.3
    package var inventedModels = 0.25
    // what the alliance knows
    package var reported = 0.35
    package var reportLagDays = 15.0
    package var pending = 0.1
    package var wrongReports = 0.004
    package var greyReports = 0.4
    package var greyMislabelled = 0.03
    package var verdicts = 0.12
    package var verdictErrors = 0.02
    package var testBuys = 0.06
    // answers
    package var answers = 0.7
    package var lies = 0.1
    package var answerHours = 48.0
    package var forged = 0.3

    /// Marks to use instead of made-up ones, for as many brands as there are here.
    package var marks: [GivenMark] = []

    package init() {}

    func whole(_ path: KeyPath<YearParameters, Double>) -> Int { Int(self[keyPath: path]) }

    /// How many there are of what the parameters count for each thousand complaints; at least one.
    func count(perThousand path: KeyPath<YearParameters, Double>) -> Int {
        max(1, Int((self[keyPath: path] * complaints / 1_000).rounded()))
    }
}

/// A mark of the file of parameters.
package struct GivenMark: Sendable, Equatable {
    package static let countMax = 2_000
    package static let nameBytesMax = 100
    package static let aliasesMax = 20

    package let name: String
    package let aliases: [String]
    /// Of the Nice classification, 1 to 45; at least one.
    package let classes: [Int]

    package init(name: String, aliases: [String], classes: [Int]) {
        self.name = name
        self.aliases = aliases
        self.classes = classes
    }
}
