/// One parameter, as the command line and the file of parameters write it.
package struct YearField: Sendable {
    package let name: String
    package let path: any WritableKeyPath<YearParameters, Double> & Sendable
    package let range: ClosedRange<Double>
    package let isWhole: Bool
    package let sentence: String
    /// Why the default is what it is.
    package let reason: String

    package var rangeText: String {
        "a \(isWhole ? "whole number" : "number") from \(Self.text(range.lowerBound)) to "
            + Self.text(range.upperBound)
    }

    /// Whole numbers without a fraction.
    package static func text(_ value: Double) -> String {
        value == value.rounded() ? String(Int(value)) : String(value)
    }
}

extension YearParameters {
    package static let fields: [YearField] = [
        YearField(
            name: "seed", path: \.seed, range: 0...9_007_199_254_740_991, isWhole: true,
            sentence: "the same seed and parameters give the same bytes",
            reason: "any"),
        YearField(
            name: "days", path: \.days, range: 14...366, isWhole: true,
            sentence: "length of the year",
            reason: "a year"),
        YearField(
            name: "complaints", path: \.complaints, range: 20...1_000_000, isWhole: true,
            sentence: "filed, without those mended and filed again",
            reason: "large enough that a share of 0.1 % is a hundred complaints"),
        YearField(
            name: "marketplaces", path: \.marketplaces, range: 1...10, isWhole: true,
            sentence: "of the group, each in a country of its own",
            reason: "a group runs a handful"),
        YearField(
            name: "brands", path: \.brands, range: 1...2000, isWhole: true,
            sentence: "rights holders that complain in earnest",
            reason: "the alliance that this is modelled on has about 200 members"),
        YearField(
            name: "products", path: \.products, range: 1...200, isWhole: true,
            sentence: "in the catalogue of a brand",
            reason: "enough that pictures and prices differ"),
        YearField(
            name: "members", path: \.members, range: 0...1, isWhole: false,
            sentence: "share of brands that are members with a node; the others file as guests",
            reason: "a guess: most large rights holders have joined"),
        YearField(
            name: "agents", path: \.agents, range: 0...200, isWhole: true,
            sentence: "accounts that file for several brands",
            reason: "a guess: one for 17 brands"),
        YearField(
            name: "agent-share", path: \.agentShare, range: 0...1, isWhole: false,
            sentence: "share of a brand's complaints that an agent files, where it has one",
            reason: "a guess"),
        YearField(
            name: "sloppy", path: \.sloppy, range: 0...1, isWhole: false,
            sentence: "share of brands and agents that file carelessly",
            reason: "a guess; with the next it makes about one complaint of brands in six faulty"),
        YearField(
            name: "sloppy-faults", path: \.sloppyFaults, range: 0...1, isWhole: false,
            sentence:
                "share of a careless account's complaints with a fault: wrong right or "
                + "class, no evidence, listed twice, gone, not authorised",
            reason:
                "a guess; insufficient evidence and a right that does not match weigh most, "
                + "as the published causes of refusal do"),
        YearField(
            name: "careful-faults", path: \.carefulFaults, range: 0...1, isWhole: false,
            sentence: "the same of a careful account",
            reason: "a guess: careful people err, too"),
        YearField(
            name: "mended", path: \.mended, range: 0...1, isWhole: false,
            sentence:
                "share of faulty complaints that are mended and filed again once they are "
                + "returned",
            reason: "a guess"),
        YearField(
            name: "mend-hours", path: \.mendHours, range: 1...720, isWhole: false,
            sentence: "mean hours from the faulty complaint to the mended one",
            reason: "within the next working day"),
        YearField(
            name: "grey-mistakes", path: \.greyMistakes, range: 0...1, isWhole: false,
            sentence: "share of a brand's complaints that hit a grey-market seller",
            reason: "brands dislike them and cannot always tell; a guess"),
        YearField(
            name: "honest-mistakes", path: \.honestMistakes, range: 0...1, isWhole: false,
            sentence: "share of a brand's complaints that hit an honest seller by error",
            reason:
                "a guess, below the 5 % of successful counter-notices that a complainant in "
                + "good faith may have"),
        YearField(
            name: "withdrawals", path: \.withdrawals, range: 0...1, isWhole: false,
            sentence: "share of mistaken complaints that the brand takes back",
            reason: "a guess"),
        YearField(
            name: "false", path: \.falseShare, range: 0...0.9, isWhole: false,
            sentence: "share of all complaints that are false",
            reason: "published: a quarter of all in one year"),
        YearField(
            name: "rings", path: \.rings, range: 0...100, isWhole: true,
            sentence: "rings of false complainants",
            reason: "a guess: few, well organised"),
        YearField(
            name: "ring-share", path: \.ringShare, range: 0...1, isWhole: false,
            sentence: "share of false complaints that come from rings",
            reason: "a guess: half"),
        YearField(
            name: "ring-members", path: \.ringMembers, range: 2...50, isWhole: true,
            sentence: "accounts of a ring",
            reason: "a guess"),
        YearField(
            name: "mimicry-days", path: \.mimicryDays, range: 0...365, isWhole: true,
            sentence: "days in which a ring files good complaints, to be trusted",
            reason: "the good-faith lane looks at three months"),
        YearField(
            name: "mimicry-complaints", path: \.mimicryComplaints, range: 0...1000, isWhole: true,
            sentence: "good complaints that each account of a ring files in those days",
            reason: "the good-faith lane wants 20 decisions"),
        YearField(
            name: "burst-hours", path: \.burstHours, range: 1...336, isWhole: false,
            sentence: "hours in which all accounts of a ring hit one seller",
            reason: "a guess: together, not at once"),
        YearField(
            name: "evidence-reuse", path: \.evidenceReuse, range: 0...1, isWhole: false,
            sentence: "share of a ring's evidence that is a file used before",
            reason: "a guess: evidence is work"),
        YearField(
            name: "lone-filers", path: \.loneFilers, range: 1...1000, isWhole: false,
            sentence: "accounts that file falsely alone, for each thousand such complaints",
            reason: "a guess: 40 complaints each"),
        YearField(
            name: "honest-sellers", path: \.honestSellers, range: 0.1...1000, isWhole: false,
            sentence: "honest sellers, for each thousand complaints",
            reason: "a guess; false complaints hit each of them two or three times a year"),
        YearField(
            name: "authorised-sellers", path: \.authorisedSellers, range: 0.1...1000,
            isWhole: false,
            sentence: "sellers that a brand has authorised, for each thousand complaints",
            reason: "a guess"),
        YearField(
            name: "grey-sellers", path: \.greySellers, range: 0.1...1000, isWhole: false,
            sentence:
                "sellers of genuine goods whom no brand authorised, for each thousand "
                + "complaints",
            reason: "a guess"),
        YearField(
            name: "new-sellers", path: \.newSellers, range: 0...1, isWhole: false,
            sentence: "share of honest sellers that open within the year; the others before",
            reason: "a guess"),
        YearField(
            name: "groups", path: \.groups, range: 0.1...1000, isWhole: false,
            sentence: "groups of counterfeiters, for each thousand complaints",
            reason: "a guess: one for 190 complaints that are not false"),
        YearField(
            name: "shops", path: \.shops, range: 1...50, isWhole: false,
            sentence: "mean number of shops of a group at the beginning",
            reason: "a guess"),
        YearField(
            name: "reopened", path: \.reopened, range: 0...1, isWhole: false,
            sentence:
                "share of shops complained of that are opened anew within days; the others "
                + "within months",
            reason: "counterfeiters come back; a guess"),
        YearField(
            name: "shared-traits", path: \.sharedTraits, range: 0...1, isWhole: false,
            sentence:
                "share of the payment accounts and phones of a group's shops that other "
                + "shops of it have, too",
            reason: "a guess: fresh ones cost"),
        YearField(
            name: "shared-by-chance", path: \.sharedByChance, range: 0...1, isWhole: false,
            sentence:
                "share of honest sellers that share an account with a stranger, as those of "
                + "an accountant do",
            reason: "a guess: linking must bear it"),
        YearField(
            name: "seller-listings", path: \.sellerListings, range: 1...1000, isWhole: false,
            sentence: "listings of a seller that is no counterfeiter, in the year",
            reason: "a guess"),
        YearField(
            name: "listing-days", path: \.listingDays, range: 2...365, isWhole: false,
            sentence: "mean days that a listing stands",
            reason: "a guess: two months"),
        YearField(
            name: "complained-of", path: \.complainedOf, range: 0.05...1, isWhole: false,
            sentence: "share of counterfeit listings that somebody complains of",
            reason: "the rest is for proactive cases; a guess"),
        YearField(
            name: "disguised", path: \.disguised, range: 0...1, isWhole: false,
            sentence:
                "share of counterfeit titles in which the mark is disguised or in another "
                + "script",
            reason: "a guess"),
        YearField(
            name: "official-images", path: \.officialImages, range: 0...1, isWhole: false,
            sentence: "share of counterfeit listings with the brand's own pictures",
            reason: "a guess"),
        YearField(
            name: "honest-official-images", path: \.honestOfficialImages, range: 0...1,
            isWhole: false,
            sentence: "the same of other sellers of the brand's goods",
            reason: "honest shops use them as well"),
        YearField(
            name: "image-noise-bits", path: \.imageNoiseBits, range: 0...128, isWhole: true,
            sentence: "most bits of 256 by which a copy of a picture differs",
            reason: "31 is what PDQ takes for the same"),
        YearField(
            name: "near-price", path: \.nearPrice, range: 0...1, isWhole: false,
            sentence: "share of counterfeit listings that ask about the market's price",
            reason: "some counterfeiters hide in the price; a guess"),
        YearField(
            name: "invented-models", path: \.inventedModels, range: 0...1, isWhole: false,
            sentence: "share of counterfeit listings that name a model which does not exist",
            reason: "a guess"),
        YearField(
            name: "reported", path: \.reported, range: 0...1, isWhole: false,
            sentence: "chance that a member reports a shop that counterfeits its goods",
            reason: "a guess"),
        YearField(
            name: "report-lag-days", path: \.reportLagDays, range: 0.1...365, isWhole: false,
            sentence: "mean days from a shop's opening to a report",
            reason: "a guess"),
        YearField(
            name: "pending", path: \.pending, range: 0...1, isWhole: false,
            sentence: "share of reports that no quorum of witnesses cosigns",
            reason: "a guess: witnesses are mostly there"),
        YearField(
            name: "wrong-reports", path: \.wrongReports, range: 0...1, isWhole: false,
            sentence: "share of honest sellers that a member reports by error",
            reason: "a guess"),
        YearField(
            name: "grey-reports", path: \.greyReports, range: 0...1, isWhole: false,
            sentence: "share of grey-market sellers that a member reports as such",
            reason: "a guess"),
        YearField(
            name: "grey-mislabelled", path: \.greyMislabelled, range: 0...1, isWhole: false,
            sentence: "share of grey-market sellers that a member reports as counterfeiters",
            reason: "a guess"),
        YearField(
            name: "verdicts", path: \.verdicts, range: 0...1, isWhole: false,
            sentence:
                "share of counterfeit listings of which a scan of the goods is known; of "
                + "others a quarter of it",
            reason: "a guess: few buyers scan"),
        YearField(
            name: "verdict-errors", path: \.verdictErrors, range: 0...1, isWhole: false,
            sentence: "share of those verdicts that say the opposite",
            reason: "a guess"),
        YearField(
            name: "test-buys", path: \.testBuys, range: 0...1, isWhole: false,
            sentence: "share of complaints that rest on a test buy",
            reason: "they cost money; a guess"),
        YearField(
            name: "answers", path: \.answers, range: 0...1, isWhole: false,
            sentence:
                "share of complaints about sellers that are no counterfeiters which they "
                + "answer",
            reason: "a guess"),
        YearField(
            name: "lies", path: \.lies, range: 0...1, isWhole: false,
            sentence: "the same of counterfeiters, who lie",
            reason: "a guess"),
        YearField(
            name: "answer-hours", path: \.answerHours, range: 1...336, isWhole: false,
            sentence: "mean hours from the complaint to the answer; none comes after 14 days",
            reason: "people answer within days; 14 is a usual window"),
        YearField(
            name: "forged", path: \.forged, range: 0...1, isWhole: false,
            sentence: "share of lying answers whose papers look independent",
            reason: "a guess"),
    ]
}
