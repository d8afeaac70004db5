import Complaints
import JSON
import Marketplaces
import Notices
import Statements

extension FuzzedParser {
    static let marketplaces = [listingCapture, orderBody, orderAnswer, marketplaceSettings]

    private static let captured =
        #"{"marketplace":"bazario","listing":"1001","title":"Bag","seller":"store123","images":[{"sha256":"abababababababababababababababababababababababababababababababab","url":"https://img.example/1.jpg"},{"url":"https://img.example/2.jpg"}],"price":{"minorUnits":1990,"currency":"EUR"},"capturedAt":"2026-11-27T08:00:00Z","niceClasses":[18],"countries":["DE"]}"#

    /// What a marketplace shows: within its bounds, named canonically, and printed so that it is read as the same.
    private static let listingCapture = FuzzedParser(
        "listing-capture",
        samples: [
            captured,
            #"{"marketplace":"b","storefront":"s","title":"x","capturedAt":"2026-11-27T08:00:00Z","price":null}"#,
        ],
        words: [
            "\"marketplace\":", "\"listing\":", "\"storefront\":", "\"title\":", "\"seller\":",
            "\"images\":[{\"sha256\":", "\"url\":\"https://", "\"price\":{\"minorUnits\":",
            "\"currency\":\"EUR\"", "\"capturedAt\":\"2026-11-27T08:00:00Z\"", "\"niceClasses\":[",
            "\"countries\":[\"DE\"", "null", "281474976710656",
        ]
    ) { input in
        guard let captured = try understood({ try CapturedListing(parsing: input) }) else {
            return false
        }
        let capture = captured.capture
        try promise(
            capture.title.utf8.count <= CapturedListing.titleBytesMax
                && capture.images.count + captured.imageAddresses.count <= CapturedListing.imagesMax
                && capture.niceClasses.allSatisfy { (1...45).contains($0) }
                && (capture.priceMinorUnits ?? 0) <= ComplaintOutcome.valueMinorUnitsMax,
            "a capture beyond its bounds")
        try promise((capture.priceMinorUnits == nil) == (capture.currency == nil), "half a price")
        for named in [captured.listing, capture.seller].compactMap({ $0 }) {
            let again = try understood { try Indicator(named.type, parsing: named.value) }
            try promise(again == named, "\(named) is not canonical")
        }
        try readsAgain(
            captured, { $0.json.compactBytes }, { try CapturedListing(parsing: $0) })
        let answer = Array("{\"captures\":[".utf8) + input + Array("]}".utf8)
        let found = try understood {
            try CaptureAnswer.parse(answer, to: [captured.listing])
        }
        try promise(found == [capture], "the answer of one is another capture")
        return true
    }

    private static let orderBody = FuzzedParser(
        "order-body",
        samples: [
            #"{"action":"take-down","complaint":"a/desk-b/b/e1/3","listing":"1001","marketplace":"bazario","order":"a/desk-b/p/e1/7#2","orderedAt":"2026-11-27T08:00:00Z","reasons":["mark-in-listing"],"scope":"product","until":"2027-11-27T00:00:00Z"}"#,
            #"{"action":"restore","storefront":"s","marketplace":"b","order":"o#0","orderedAt":"2026-11-27T08:00:00Z","reasons":[]}"#,
        ],
        words: [
            "\"action\":\"restore\"", "\"take-down\"", "\"scope\":\"storefront\"", "\"until\":",
            "\"complaint\":", "\"reasons\":[", "\"orderedAt\":", "\"order\":",
        ]
    ) { input in
        guard let body = try understood({ try OrderBody(parsing: input) }) else { return false }
        try readsAgain(body, { $0.json.compactBytes }, { try OrderBody(parsing: $0) })
        let token = OrderBody.token(body.order)
        try promise(
            token.utf8.count == 64 && token.allSatisfy { $0.isHexDigit }, "a name of other letters")
        return true
    }

    private static let orderAnswer = FuzzedParser(
        "order-answer",
        samples: [
            #"{"order":"a/desk-b/p/e1/7#0","result":"done","reference":"T-4711"}"#,
            #"{"order":"a/desk-b/p/e1/7#0","result":"taken"}"#,
            #"{"order":"a/desk-b/p/e1/7#0","result":"refused","reason":"no such listing"}"#,
        ],
        words: [
            "\"order\":", "\"result\":\"done\"", "\"taken\"", "\"refused\"", "\"reference\":",
            "\"reason\":", "null",
        ]
    ) { input in
        guard let body = try understood({ try AnswerBody(parsing: input) }) else { return false }
        switch body.answer {
        case .done(let reference):
            try promise(
                reference.utf8.count <= OutboxOrder.referenceBytesMax, "a reference too long")
        case .refused(let reason):
            try promise(
                (1...OutboxOrder.textBytesMax).contains(reason.utf8.count), "a reason too long")
        case .taken: break
        }
        try readsAgain(body, { $0.json.compactBytes }, { try AnswerBody(parsing: $0) })
        return true
    }

    private static let marketplaceSettings = FuzzedParser(
        "marketplace-settings",
        samples: [
            #"{"marketplaces":[{"name":"bazario","kind":"rest","serves":["bazario"],"url":"https://hooks.example/t","secret":"bazario.secret","ca":"bazario-ca.pem","escalateAfterHours":5},{"name":"old","kind":"folder","serves":["old"],"folder":"markets/old"}]}"#,
            #"{"marketplaces":[]}"#,
        ],
        words: [
            "\"name\":", "\"kind\":\"rest\"", "\"folder\":", "\"serves\":[", "\"url\":\"https://",
            "\"secret\":\"a.secret\"", "\"ca\":\"a-ca.pem\"", "\"escalateAfterHours\":",
        ]
    ) { input in
        guard let settings = try understood({ try MarketplaceSettings(parsing: input) }) else {
            return false
        }
        let served = settings.entries.flatMap(\.serves)
        try promise(
            settings.entries.count <= MarketplaceSettings.entriesMax
                && Set(settings.entries.map(\.name)).count == settings.entries.count
                && Set(served).count == served.count, "one marketplace has two places")
        for entry in settings.entries {
            try promise(
                !entry.serves.isEmpty && OrderSchedule.hours.contains(entry.hours),
                "an entry beyond its bounds")
            guard case .rest(let address, let secret, let issuers) = entry.kind else { continue }
            try promise(address.description.hasPrefix("https://"), "\(address) is not https")
            for name in [secret, issuers].compactMap({ $0 }) {
                try promise(
                    !name.contains("/") && !name.hasPrefix("."), "\(name) leads out of certs/")
            }
        }
        return true
    }
}
