import AllianceNames
import AllianceNode
import Casework
import Credentials
import Foundation
import JSON
import Logging
import NodeAPI
import Peering
import Replication
import SQLiteStore
import SignIn
import Statements
import Testing
import TransparencyLog

/// What investigators of different members have in cases, compared between running nodes over TLS.
@Suite("The same identifier in cases of two members, between running nodes", .serialized)
struct ContactSystemTests {
    fileprivate static func person(_ name: String) -> Colleague {
        Colleague(PersonID(unchecked: name), [.view, .draft, .report])
    }

    @Test(
        "both are told of each other, with the contact alone, where both want to be; nobody of anything else",
        .timeLimit(.minutes(30)))
    func told() async throws {
        let world = try OutboundWorld()
        let hub = try await CaseworkParty(world.home("hub"))
        // Takes no connections: what is said to it goes through the hub.
        let brand = try await CaseworkParty(world.home("brand"))
        let customs = try await CaseworkParty(world.home("customs"))
        let brands = try await brand.folder(
            ["both.example", "brand-only.example"], of: "bea", contact: "Bea <b@brand.example>")
        // A case whose people do not want to be told is not compared.
        let silent = try await brand.folder(["silent.example"], of: "sam")
        let hubs = try await hub.folder(["both.example"], of: "hans")
        let mine = try await customs.folder(
            ["both.example", "silent.example", "customs-only.example"], of: "carla",
            contact: "Carla, +49 30 1")

        try await eventually {
            try await customs.compare()
            return try await !customs.matches(mine, of: "carla").isEmpty
        }
        let found = try await customs.matches(mine, of: "carla")
        #expect(found.map(\.indicator.value) == ["both.example"])
        #expect(found.map(\.member) == [brand.member])
        #expect(found.map(\.contact) == ["Bea <b@brand.example>"])
        let theirs = try await brand.matches(brands, of: "bea")
        #expect(theirs.map(\.indicator.value) == ["both.example"])
        #expect(theirs.map(\.member) == [customs.member])
        #expect(theirs.map(\.contact) == ["Carla, +49 30 1"])
        #expect(try await brand.matches(silent, of: "sam").isEmpty)
        #expect(try await hub.matches(hubs, of: "hans").isEmpty)
        // Who compared is seen, whatever was found.
        let seen: CaseSheet = try await brand.desk.sheet(brands, for: Self.person("bea"))
        #expect(seen.comparisons.filter { !$0.isAsking }.map(\.member) == [customs.member])
        let asking: CaseSheet = try await customs.desk.sheet(mine, for: Self.person("carla"))
        #expect(asking.comparisons.contains { $0.isAsking && $0.member == brand.member })

        // Once a day, no more.
        let again = try await customs.folder(["brand-only.example"], of: "cora", contact: "Cora")
        try await customs.compare()
        #expect(try await customs.matches(again, of: "cora").isEmpty)
        // Nothing of it is in anybody's log.
        for party in [hub, brand, customs] {
            let log = party.running.opened.writer.origin(in: .alliance)
            #expect(try party.running.opened.logs.state(of: log)?.size ?? 0 == 0)
        }
        for party in [customs, brand, hub] {
            await party.running.stop()
            try party.running.opened.close()
        }
    }

    @Test(
        "a set shows nothing of itself, and two of them what they have in common, whatever their size"
    )
    func sets() throws {
        let alliance = AllianceID(unchecked: "demo")
        func domains(_ range: Range<Int>) throws -> [Indicator] {
            try range.map { try Indicator(.domain, parsing: "shop\($0).example") }
        }
        for (mine, theirs) in [(0..<0, 0..<3), (0..<64, 60..<124), (0..<1, 0..<1), (0..<5, 9..<12)]
        {
            let (one, other) = (
                try BlindSet(domains(mine), in: alliance),
                try BlindSet(domains(theirs), in: alliance)
            )
            let (sent, own) = (try one.blinded(), try other.blinded())
            #expect(sent.count == ContactLimits.setMax && own.count == ContactLimits.setMax)
            #expect(Set(sent).count == sent.count && Set(sent).isDisjoint(with: own))
            let common = try one.common(again: other.again(sent), others: own)
            #expect(Set(common) == Set(try domains(mine)).intersection(try domains(theirs)))
            // The same set another time has nothing to recognise it by.
            let later = try BlindSet(domains(mine), in: alliance).blinded()
            #expect(Set(sent).isDisjoint(with: later))
        }
        // Of another alliance, it is another point.
        let (here, there) = (
            try BlindSet(domains(0..<1), in: alliance),
            try BlindSet(domains(0..<1), in: AllianceID(unchecked: "other"))
        )
        #expect(try here.common(again: there.again(here.blinded()), others: there.blinded()) == [])
        // What is no point of the curve is refused.
        #expect(throws: (any Error).self) {
            try here.again([[UInt8](repeating: 0xff, count: 32)])
        }
        #expect(throws: (any Error).self) { try here.again([[1]]) }
    }

    @Test("what a member sends out of turn, twice or malformed is refused, and tells it nothing")
    func hostile() async throws {
        let alliance = try await ErasureAlliance(["own", "other"])
        let own = try OpenedNode(alliance.home("own"))
        let desk = try own.caseworkDesk(secondLook: .never, calls: .concurrent(label: "test"))
        let other = MemberID(unchecked: "other")
        let person = Self.person("ina")
        let indicator = try Indicator(.domain, parsing: "shop.example")
        let folder = try await desk.begin("raid", by: person) as Case
        try await desk.add(
            .identifier(indicator, note: ""), file: nil, to: folder.id, by: person)
        try await desk.optIn(folder.id, contact: "Ina", by: person)
        var generator = SystemRandomNumberGenerator()
        let round = CaseworkID(from: &generator)
        let guess = ContactLetter.found(round: round, [.init(indicator, contact: "x")])
        func isRefused(_ bytes: [UInt8]) throws -> Bool {
            let answer = try desk.take(bytes, from: other)
            #expect(answer.firstRange(of: Array("Ina".utf8)) == nil)
            return LetterReceipt(parsing: answer) != nil
        }
        // Nobody is told without having compared.
        #expect(try isRefused(guess.bytes))
        #expect(try isRefused(Array(#"{"version":1,"topic":"contacts-compare"}"#.utf8)))
        #expect(
            try isRefused(
                ContactLetter.comparison(
                    round: round,
                    points: [[UInt8]](
                        repeating: [UInt8](repeating: 0xff, count: 32),
                        count: ContactLimits.setMax)
                ).bytes))
        // Even that was the one of the day.
        let set = try BlindSet([indicator], in: own.alliance)
        let second = CaseworkID(from: &generator)
        let right = ContactLetter.comparison(round: second, points: try set.blinded())
        #expect(try isRefused(right.bytes))
        let third = MemberID(unchecked: "third")
        guard
            case .points(let again, let others) = try ContactReply(
                parsing: try desk.take(right.bytes, from: third))
        else { return }
        #expect(try set.common(again: again, others: others) == [indicator])
        // Another's round, and one's own a second time.
        let found = ContactLetter.found(round: second, [.init(indicator, contact: "Tom")])
        #expect(try isRefused(found.bytes))
        #expect(
            try ContactReply(parsing: try desk.take(found.bytes, from: third))
                == .found([.init(indicator, contact: "Ina")]))
        #expect(LetterReceipt(parsing: try desk.take(found.bytes, from: third)) != nil)
        // It is known here whom it was told.
        let sheet: CaseSheet = try await desk.sheet(folder.id, for: person)
        #expect(sheet.matches.map(\.member) == [third] && sheet.matches.map(\.contact) == ["Tom"])

        // What came into a case after the comparison is not found by it, whatever is claimed.
        let fourth = MemberID(unchecked: "fourth")
        let fourthRound = CaseworkID(from: &generator)
        let comparison = ContactLetter.comparison(
            round: fourthRound, points: try set.blinded())
        #expect(LetterReceipt(parsing: try desk.take(comparison.bytes, from: fourth)) == nil)
        let late = try Indicator(.domain, parsing: "late.example")
        try await desk.add(.identifier(late, note: ""), file: nil, to: folder.id, by: person)
        let claimed = ContactLetter.found(round: fourthRound, [.init(late, contact: "Fay")])
        #expect(
            try ContactReply(parsing: try desk.take(claimed.bytes, from: fourth)) == .found([]))
        // Who found nothing says so too, and is answered in the same way.
        let fifth = MemberID(unchecked: "fifth")
        #expect(LetterReceipt(parsing: try desk.take(comparison.bytes, from: fifth)) == nil)
        let nothing = ContactLetter.found(round: fourthRound, [])
        #expect(
            try ContactReply(parsing: try desk.take(nothing.bytes, from: fifth)) == .found([]))
        let after: CaseSheet = try await desk.sheet(folder.id, for: person)
        #expect(after.matches == sheet.matches)

        // Who wants no more is not found any more, and nothing of it stays with a case that goes.
        try await desk.optOut(folder.id, by: person)
        #expect(try desk.comparableIdentifiers().isEmpty)
        await #expect(throws: CaseworkError.notThere) {
            try await desk.optIn(folder.id, contact: "Eve", by: Self.person("eve"))
        }
        try await desk.remove(case: folder.id, revision: after.folder.revision, by: person)
        try own.close()
    }
}

extension CaseworkParty {
    /// A case with these; its people want to be told where there is a contact.
    fileprivate func folder(
        _ domains: [String], of name: String, contact: String? = nil
    ) async throws -> CaseworkID {
        let person = ContactSystemTests.person(name)
        let folder = try await desk.begin("secret title", by: person) as Case
        for domain in domains {
            try await desk.add(
                .identifier(try Indicator(.domain, parsing: domain), note: "secret note"),
                file: nil, to: folder.id, by: person)
        }
        if let contact { try await desk.optIn(folder.id, contact: contact, by: person) }
        return folder.id
    }

    fileprivate func matches(_ folder: CaseworkID, of name: String) async throws -> [ContactMatch] {
        let sheet: CaseSheet = try await desk.sheet(
            folder, for: ContactSystemTests.person(name))
        return sheet.matches
    }

    /// Compares now, as the running node does every ten minutes.
    fileprivate func compare() async throws {
        let node = running.opened
        try await node.withPeerClient(limits: .patient) { client in
            try await ContactUpkeep(
                desk: desk,
                sending: node.letterSending(
                    over: node.routedAsking(over: client), deadline: .seconds(60)),
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            ).round()
        }
    }
}
