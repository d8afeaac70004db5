import AllianceNames
import JSON
import MarkRecognition
import Screening
import Statements

extension FuzzedParser {
    static let screening = [listingLine]

    /// An offer of anybody: within its bounds, known by what is canonical, looked through, and what is proposed of it
    /// can be printed.
    private static let listingLine = FuzzedParser(
        "listing-line",
        samples: [
            #"{"marketplace":"bazario","listing":"1001","title":"Gυccí bag","description":"古驰 outlet","seller":"store123","sellerName":"Gucci Outlet","url":"https://www.shop.example/p?id=7","price":{"amount":"19.90","currency":"EUR"},"quantity":50,"images":[{"pdq":"0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f"}],"gtin":"04006381333931","serial":"A1","identifiers":[{"type":"email","value":"a@shop.example"}]}"#,
            #"{"marketplace":"b","listing":"1","title":"for Gucci","images":[{"file":"a/b.jpg"}]}"#,
            #"{"marketplace":"b","listing":"1","title":"x","url":"http://[2001:db8::1]:8/","price":{"amount":7,"currency":"JPY"},"seller":null}"#,
        ],
        words: [
            "\"marketplace\":", "\"listing\":", "\"title\":", "\"description\":", "\"seller\":",
            "\"sellerName\":", "\"url\":\"https://", "\"price\":{\"amount\":",
            "\"currency\":\"EUR\"",
            "\"quantity\":", "\"images\":[{\"pdq\":", "\"file\":", "\"gtin\":", "\"serial\":",
            "\"identifiers\":[{\"type\":\"phone\",\"value\":", "null", "999999999.999",
        ]
    ) { input in
        guard let line = try understood({ try ListingLine(parsing: input) }),
            let listing = try understood({ try line.listing() })
        else { return false }
        try promise(
            Listing.titleScalars.contains(listing.title.unicodeScalars.count)
                && listing.description.unicodeScalars.count <= Listing.descriptionScalarsMax
                && Listing.quantities.contains(listing.quantity)
                && listing.images.count <= Listing.imagesMax, "a listing beyond its bounds")
        // The listing, its seller, its address, the machine there three ways, and the item.
        try promise(
            listing.identifiers.count <= Listing.identifiersMax + 7
                && Set(listing.identifiers).count == listing.identifiers.count,
            "\(listing.identifiers.count) identifiers")
        for identifier in listing.identifiers {
            let again = try understood {
                try Indicator(identifier.type, parsing: identifier.value)
            }
            try promise(again == identifier, "\(identifier) is not canonical")
        }
        var facts = ListingFacts()
        facts.marks = reader.findings(in: listing)
        facts.reported = listing.identifiers.map {
            ReportedIdentifier(
                indicator: $0, members: [MemberID(unchecked: "a")], confidence: 80)
        }
        guard let proposal = Proposal(listing, facts) else {
            throw BrokenPromise("a reported offer is no proposal")
        }
        try promise(
            (HarmTable.proposedMin...HarmTable.decibansMax).contains(proposal.decibans)
                && proposal.harmCents >= 0 && proposal.harmCents <= proposal.value.cents,
            "\(proposal.decibans) decibans, \(proposal.harmCents) cents")
        let read = try understood { try JSONValue(parsing: proposal.json.compactBytes) }
        try promise(read == proposal.json, "what is printed is not read again")
        return true
    }

    private static let reader = MarkReader(
        MarkRegister([
            RegisteredMark(
                owner: MemberID(unchecked: "maison"),
                mark: Mark("Gucci", aliases: [.init(name: "古驰")], classes: [18]),
                registrations: ["EM/1"])
        ]))
}
