import AllianceNames
import AllianceNode
import EPCIS
import Foundation
import GS1
import ProductAuthentication
import SQLiteStore
import Synchronization
import Testing
import TransparencyLog

/// Copies are found out by the questions and events that the owner sees, and its answers say so.
@Suite struct StoredScansTests {
    private static let day: UInt64 = 86_400_000
    private let alliance: QuestionAlliance
    private let history = InMemoryScanHistory()
    private let scans: StoredScans
    private let responder: QuestionResponder

    init() throws {
        alliance = try QuestionAlliance()
        try alliance.maison.holds("A1", "B2")
        scans = StoredScans(
            owner: QuestionAlliance.maison, history: history, registry: alliance.maison.registry)
        responder = try alliance.maison.responder(scans: scans)
    }

    private static func product() throws -> ProductKey {
        .gtin(try GTIN(parsing: "04006381333931"))
    }

    private func held(_ serial: String = "A1") throws -> [Scan] {
        history.scans(of: try Self.product(), serial: serial)
    }

    /// - Parameter day: after the beginning, by the owner's clock.
    private func ask(
        _ serial: String, from place: String?, onDay day: Double = 0,
        asker: MemberID = QuestionAlliance.customs, askedAt: UInt64 = QuestionAlliance.now,
        isLate: Bool = false
    ) throws -> Judgement {
        alliance.maison.clock.withLock {
            $0 = QuestionAlliance.now + UInt64(day * Double(Self.day))
        }
        var generator = SystemRandomNumberGenerator()
        let question = try Question(
            nonce: Nonce(using: &generator), askedAt: askedAt, asker: asker, isLate: isLate,
            product: QuestionAlliance.item(serial), place: try place.map { try Place(parsing: $0) })
        let bytes = try responder.respond(to: question.bytes, from: asker)
        return try Answer(parsing: SignedAnswer(parsing: bytes).note.text).judgement
    }

    private func event(_ step: String, _ country: String, onDay day: Int, serial: String = "A1")
        throws -> ScanEvent
    {
        ScanEvent(
            numbers: [
                ItemNumber(
                    gtin: try GTIN(parsing: "04006381333931"), serial: try Serial(parsing: serial))
            ],
            time: EventTime(
                milliseconds: Int64(QuestionAlliance.now) + Int64(day) * Int64(Self.day)),
            bizStep: step, readPoint: "https://site.example/\(country)/\(step)", country: country)
    }

    private func journey() throws -> [ScanEvent] {
        [
            try event("commissioning", "CN", onDay: -60), try event("shipping", "CN", onDay: -58),
            try event("receiving", "DE", onDay: -30),
            try event("retail_selling", "DE", onDay: -20),
        ]
    }

    @Test("an honest item stays genuine however often its buyer asks")
    func honest() throws {
        try scans.record(journey())
        for day in [0, 0.5, 1, 30, 200] {
            #expect(try ask("A1", from: "DE Hamburg", onDay: day).reasons == [.serialIssued])
        }
        try scans.keep()
        #expect(try held().count == 9)
    }

    @Test("a number sold in one country and new in another is suspected, with score and reason")
    func cloned() throws {
        try scans.record(journey() + [try event("receiving", "AE", onDay: -8)])
        let judgement = try ask("A1", from: "AE Dubai")
        #expect(judgement.verdict == .counterfeitSuspected)
        #expect(judgement.confidence >= CloneAssessment.suspectedScore)
        #expect(judgement.reasons == [.serialIssued, .stateConflict, .scanRate])
        #expect(
            judgement.details[.stateConflict]?.text
                == "received as new goods in another country, 12 days after it was sold")
        // Who asks without a place is warned all the same, and others are not.
        #expect(try ask("A1", from: nil).reasons.contains(.stateConflict))
        #expect(try ask("B2", from: "AE Dubai").reasons == [.serialIssued])
    }

    @Test("questions alone show a copy: too many places at once for one object")
    func questionsAlone() throws {
        var last: Judgement?
        for (number, place) in ["DE", "CN", "US", "BR", "IN", "ZA", "AU", "JP"].enumerated() {
            for round in [0.0, 10] {
                last = try ask(
                    "A1", from: place, onDay: round + Double(number) * 0.1,
                    asker: number % 2 == 0 ? QuestionAlliance.customs : QuestionAlliance.atelier)
            }
        }
        // Written or not: a restart changes nothing.
        try scans.keep()
        let judgement = try ask("A1", from: "DE", onDay: 12)
        #expect(judgement.verdict == .counterfeitSuspected)
        #expect(judgement.reasons.contains(.scanRate))
        #expect(last?.reasons.contains(.impossibleTravel) == true)
    }

    @Test(
        "what one other member says alone makes nothing a counterfeit, beside another's word or none"
    )
    func oneMember() throws {
        let places = ["DE", "CN", "US", "BR", "IN", "ZA", "AU", "JP"]
        func askAll(_ asker: MemberID, from day: Double) throws -> Judgement {
            for (number, place) in places.enumerated() {
                for round in [0.0, 10] {
                    _ = try ask(
                        "A1", from: place, onDay: day + round + Double(number) * 0.1, asker: asker)
                }
            }
            return try ask("A1", from: "DE", onDay: day + 12, asker: asker)
        }
        let alone = try askAll(QuestionAlliance.customs, from: 0)
        #expect(alone.verdict == .caution)
        #expect(alone.confidence == CloneAssessment.suspectedScore - 1)
        #expect(alone.reasons == [.serialIssued, .sightsUnconfirmed])
        #expect(alone.details[.sightsUnconfirmed] != nil)
        // Somebody who has it in one place makes no second witness.
        let honest = try ask("A1", from: "DE", onDay: 13, asker: QuestionAlliance.atelier)
        #expect(honest.verdict == .caution)
        // A second member that sees it all over the world does.
        let both = try askAll(QuestionAlliance.atelier, from: 14)
        #expect(both.verdict == .counterfeitSuspected)
        #expect(both.reasons.contains(.scanRate) && !both.reasons.contains(.sightsUnconfirmed))
    }

    /// Somebody at the owner's desk who is nobody's.
    private func askAsStranger(in country: String, onDay day: Double) throws -> Judgement {
        alliance.maison.clock.withLock {
            $0 = QuestionAlliance.now + UInt64(day * Double(Self.day))
        }
        var generator = SystemRandomNumberGenerator()
        let question = try Question(
            nonce: Nonce(using: &generator), askedAt: QuestionAlliance.now,
            asker: QuestionAlliance.maison, product: QuestionAlliance.item("A1"))
        return try responder.respond(to: question, strangerIn: Country(parsing: country)).answer
            .judgement
    }

    private static let places = ["DE", "CN", "US", "BR", "IN", "ZA", "AU", "JP"]

    private func askAllAsStrangers(from day: Double) throws -> Judgement {
        for (number, place) in Self.places.enumerated() {
            for round in [0.0, 10] {
                let judgement = try askAsStranger(
                    in: place, onDay: day + round + Double(number) * 0.1)
                #expect(judgement.verdict < .counterfeitSuspected)
            }
        }
        return try askAsStranger(in: "DE", onDay: day + 12)
    }

    @Test("what strangers say alone calls for care, beside one member's word too, and for no more")
    func strangers() throws {
        let alone = try askAllAsStrangers(from: 0)
        #expect(alone.verdict == .caution)
        #expect(alone.confidence == CloneAssessment.suspectedScore - 1)
        #expect(alone.reasons == [.serialIssued, .sightsUnconfirmed])
        try scans.keep()
        #expect(Set(try held().map(\.by)) == Set(Self.places.map { "stranger \($0)" }))
        // Members are told the same.
        #expect(try ask("A1", from: nil, onDay: 13).reasons == alone.reasons)
        func askAll(_ asker: MemberID, from day: Double) throws -> Judgement {
            for (number, place) in Self.places.enumerated() {
                for round in [0.0, 10] {
                    _ = try ask(
                        "A1", from: place, onDay: day + round + Double(number) * 0.1, asker: asker)
                }
            }
            return try ask("A1", from: "DE", onDay: day + 12, asker: asker)
        }
        let one = try askAll(QuestionAlliance.customs, from: 14)
        #expect(one.verdict == .caution)
        #expect(one.reasons == [.serialIssued, .sightsUnconfirmed])
        let two = try askAll(QuestionAlliance.atelier, from: 28)
        #expect(two.verdict == .counterfeitSuspected)
        #expect(!two.reasons.contains(.sightsUnconfirmed))
    }

    /// Read twice as new goods in another country than that of its sale.
    private func journeyWithTwoCopies() throws -> [ScanEvent] {
        try journey() + [
            event("receiving", "AE", onDay: -8), event("shipping", "AE", onDay: -6),
        ]
    }

    @Test("strangers clear nothing that is conspicuous without them")
    func strangersClearNothing() throws {
        try scans.record(journeyWithTwoCopies())
        for day in 0..<20 {
            let judgement = try askAsStranger(in: "DE", onDay: Double(day))
            #expect(judgement.verdict == .counterfeitSuspected)
            #expect(judgement.reasons.contains(.stateConflict))
        }
    }

    @Test(
        "what strangers said weighs nothing once the owner has found it in order; what comes later does"
    )
    func cleared() throws {
        #expect(try askAllAsStrangers(from: 0).verdict == .caution)
        let at = QuestionAlliance.now + 12 * Self.day
        history.clear(
            try Self.product(), serial: "A1",
            try ScanClearance(at: at, cause: "sold in several countries"))
        for asker in [QuestionAlliance.customs, QuestionAlliance.atelier] {
            let judgement = try ask("A1", from: nil, onDay: 13, asker: asker)
            #expect(judgement.verdict == .genuine && judgement.reasons == [.serialIssued])
        }
        #expect(try askAsStranger(in: "FR", onDay: 13).reasons == [.serialIssued])
        #expect(try askAllAsStrangers(from: 20).reasons == [.serialIssued, .sightsUnconfirmed])
    }

    @Test("what the trade read is not cleared with what people scanned")
    func tradeStays() throws {
        try scans.record(journeyWithTwoCopies())
        history.clear(
            try Self.product(), serial: "A1",
            try ScanClearance(at: QuestionAlliance.now, cause: "sold in several countries"))
        #expect(try ask("A1", from: nil, onDay: 1).verdict == .counterfeitSuspected)
    }

    @Test(
        "one asker that claims country after country makes no more than care of what another holds")
    func rapid() throws {
        for day in [0.0, 15] {
            let honest = try ask("A1", from: "DE", onDay: day, asker: QuestionAlliance.atelier)
            #expect(honest.verdict == .genuine)
        }
        let claimed = [
            "CN", "US", "BR", "IN", "ZA", "AU", "JP", "FR", "GB", "IT", "ES", "PL", "SE", "NO",
            "FI",
            "TR", "EG", "NG", "KE", "MX", "AR", "CL", "PE", "CO", "CA", "KR", "TH", "VN", "ID",
            "NZ",
        ]
        for round in 0..<5 {
            for (number, place) in claimed.enumerated() {
                let judgement = try ask(
                    "A1", from: place, onDay: 20 + Double(round) * 0.05 + Double(number) * 0.0005)
                #expect(judgement.verdict < .counterfeitSuspected, "\(round) \(place)")
                #expect(
                    Set(judgement.reasons).isSubset(of: [.serialIssued, .sightsUnconfirmed]),
                    "\(round) \(place)")
            }
        }
        let honest = try ask("A1", from: "DE", onDay: 21, asker: QuestionAlliance.atelier)
        #expect(honest.verdict == .caution)
        #expect(honest.reasons == [.serialIssued, .sightsUnconfirmed])
    }

    @Test("one member's word makes no copy, though it asked least of many")
    func quietMember() throws {
        let item = ItemRecord(state: .active, updatedAt: 1)
        func note(_ asker: String, _ place: String, onDay day: UInt64) throws
            -> Facts.CloneSigns?
        {
            var generator = SystemRandomNumberGenerator()
            let question = try Question(
                nonce: Nonce(using: &generator), askedAt: 1, asker: MemberID(parsing: asker),
                product: QuestionAlliance.item("A1"), place: Place(parsing: place))
            return try scans.note(
                question, isAuthority: false, strangerIn: nil, item: item,
                at: QuestionAlliance.now + day * Self.day)
        }
        // A thing that many look at in one place.
        for member in 0..<8 {
            for desk in 0..<5 {
                let signs = try note("member-\(member)", "DE desk \(member) \(desk)", onDay: 0)
                #expect(signs?.score ?? 0 < Judge.cloneScoreCautionMin)
            }
        }
        var last: Facts.CloneSigns?
        for (place, day) in [("CN", UInt64(30)), ("CN", 40), ("BR", 70), ("BR", 80)] {
            last = try note("liar", place, onDay: day)
        }
        #expect(last?.score ?? 0 >= Judge.cloneScoreCautionMin)
        #expect(last?.areUnconfirmed == true)
    }

    @Test("asking again at once is one sight; a question about no place, none")
    func sameVisit() throws {
        for _ in 0..<5 { _ = try ask("A1", from: "DE Hamburg") }
        _ = try ask("A1", from: nil)
        _ = try ask("A1", from: "DE Hamburg", onDay: 1)
        try scans.keep()
        #expect(try held().map(\.at) == [0, 1].map { QuestionAlliance.now + $0 * Self.day })
        // The pseudonym names nobody.
        #expect(try held().allSatisfy { !$0.by.contains("customs") && $0.by.utf8.count == 32 })
    }

    @Test("an authority's question is an inspection")
    func authority() throws {
        alliance.maison.knowledge.authorities.withLock { $0 = [QuestionAlliance.customs] }
        _ = try ask("A1", from: "DE")
        _ = try ask("A1", from: "DE", asker: QuestionAlliance.atelier)
        try scans.keep()
        #expect(try held().map(\.kind) == [.inspected, .verified])
    }

    @Test("a question that comes late counts when it was asked, but not before it can have been")
    func late() throws {
        let asked = QuestionAlliance.now - 3 * Self.day
        _ = try ask("A1", from: "DE", askedAt: asked, isLate: true)
        _ = try ask("A1", from: "FR", askedAt: 1, isLate: true)
        _ = try ask("A1", from: "US", askedAt: .max / 4, isLate: true)
        // On time, the owner's clock alone counts.
        _ = try ask("A1", from: "CN", askedAt: 1)
        try scans.keep()
        let times = Dictionary(
            uniqueKeysWithValues: try held().map { ($0.place.country.code, $0.at) })
        let oldest = QuestionAlliance.now - LateQuestionLimits.ageMillisecondsMax
        #expect(
            times == [
                "DE": asked, "FR": oldest, "US": QuestionAlliance.now, "CN": QuestionAlliance.now,
            ])
    }

    @Test("of numbers that the owner never issued nothing is kept")
    func unknown() throws {
        _ = try ask("guess", from: "DE")
        try scans.record([try event("receiving", "DE", onDay: 0, serial: "guess")])
        try scans.keep()
        #expect(try held("guess") == [])
    }

    @Test("what is written survives a restart, and what cannot be written waits")
    func durable() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "scans.sqlite").path()
        let file = try SQLiteScanHistory(path: path)
        let scans = StoredScans(
            owner: QuestionAlliance.maison, history: file, registry: alliance.maison.registry)
        var generator = SystemRandomNumberGenerator()
        let question = try Question(
            nonce: Nonce(using: &generator), askedAt: 1, asker: QuestionAlliance.customs,
            product: QuestionAlliance.item("A1"), place: Place(parsing: "DE"))
        let item = ItemRecord(state: .active, updatedAt: 1)
        _ = try scans.note(
            question, isAuthority: false, strangerIn: nil, item: item, at: QuestionAlliance.now)
        #expect(try file.scans(of: Self.product(), serial: "A1") == [])
        #expect(try scans.keep() == 0)
        _ = try scans.note(
            question, isAuthority: false, strangerIn: nil, item: item,
            at: QuestionAlliance.now + Self.day)
        try file.close()
        #expect(throws: (any Error).self) { try scans.keep() }

        let again = try SQLiteScanHistory(path: path)
        #expect(
            try again.scans(of: Self.product(), serial: "A1").map(\.at) == [QuestionAlliance.now])
        let age = StoredScans.peopleDaysMax * Self.day
        let restarted = StoredScans(
            owner: QuestionAlliance.maison, history: again, registry: alliance.maison.registry)
        try restarted.forgetPeople(at: QuestionAlliance.now + age)
        #expect(try again.scans(of: Self.product(), serial: "A1").count == 1)
        try restarted.forgetPeople(at: QuestionAlliance.now + age + 1)
        #expect(try again.scans(of: Self.product(), serial: "A1") == [])
        try again.close()
    }

    @Test("no more waits in memory than the limit; what is beyond is counted")
    func bounded() throws {
        var generator = SystemRandomNumberGenerator()
        let item = ItemRecord(state: .active, updatedAt: 1)
        // One reader, hours apart, so that every question counts.
        for number in 0..<UInt64(StoredScans.waitingMax + 7) {
            let question = try Question(
                nonce: Nonce(using: &generator), askedAt: 1, asker: QuestionAlliance.customs,
                product: QuestionAlliance.item("S\(number)"), place: Place(parsing: "DE"))
            _ = try scans.note(
                question, isAuthority: false, strangerIn: nil, item: item, at: QuestionAlliance.now)
        }
        #expect(try scans.keep() == 7)
        #expect(try held("S0").count == 1)
        #expect(try held("S\(StoredScans.waitingMax)") == [])
        #expect(try scans.keep() == 0)
    }

    /// An inspection of an item of the member's and of somebody else's, in one event.
    private func document(_ fields: String = "") -> ScanCapture {
        let document = """
            {"@context": [{"gs1": "https://gs1.org/voc/"}], "type": "EPCISDocument",
             "schemaVersion": "2.0", "creationDate": "2026-01-31T12:00:00Z", "epcisBody":
             {"eventList": [{"type": "ObjectEvent", "eventTime": "2026-01-31T12:00:00Z",
             "eventTimeZoneOffset": "+00:00", "action": "OBSERVE", "bizStep": "inspecting",
             "epcList": ["https://id.gs1.org/01/04006381333931/21/A1",
             "https://id.gs1.org/01/04006381333931/21/STRANGER"],
             "readPoint": {"id": "https://site.example/x", "gs1:countryCode": "FR"}\(fields)}]}}
            """
        return ScanCapture(Array(document.utf8), behaviour: .rollback)
    }

    private func desk(_ log: any ScanEventLog) -> ScanDesk {
        ScanDesk(
            log: log, history: scans, calls: BlockingCalls { $0() }, clock: { QuestionAlliance.now }
        )
    }

    @Test(
        "what is declared wrong counts no more, whichever comes first, and both stay in the log",
        arguments: [[false, true], [true, false], [false, true, false, true]])
    func declaredWrong(order: [Bool]) async throws {
        let log = InMemoryScanEventLog()
        let desk = self.desk(log)
        let declared = document(
            #", "errorDeclaration": {"declarationTime": "2026-02-01T00:00:00Z"}"#)
        #expect(declared.failures == [])
        for isDeclaration in order {
            _ = try await desk.capture(
                isDeclaration ? declared : document(), behaviour: .rollback)
        }
        #expect(try held() == [])
        #expect(log.scans(matching: EventQuery(), limit: 9).count == 2)
    }

    @Test("what was told under two names counts as long as one of them stands")
    func toldTwice() async throws {
        let desk = self.desk(InMemoryScanEventLog())
        func tell(_ name: String, isWrong: Bool = false) async throws {
            let declaration =
                #", "errorDeclaration": {"declarationTime": "2026-02-01T00:00:00Z"}"#
            let capture = document(
                #", "eventID": "urn:uuid:\#(name)""# + (isWrong ? declaration : ""))
            #expect(capture.failures == [])
            _ = try await desk.capture(capture, behaviour: .rollback)
        }
        try await tell("1")
        try await tell("2")
        try await tell("2", isWrong: true)
        #expect(try held().count == 1)
        try await tell("1", isWrong: true)
        #expect(try held() == [])
    }

    @Test("captured scans count for the member's own items, beside the log of captures")
    func captured() async throws {
        let log = InMemoryScanEventLog()
        let desk = self.desk(log)
        let capture = document()
        #expect(capture.failures == [])
        let job = try await desk.capture(capture, behaviour: .rollback)
        #expect(try await desk.captureJob(job.id) == job)
        #expect(log.scans(matching: EventQuery(), limit: 9) == capture.scans)
        #expect(try held().map(\.kind) == [.verified])
        #expect(try held().map(\.place.country.code) == ["FR"])
        #expect(try held("STRANGER") == [])
    }
}
