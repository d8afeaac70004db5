import AllianceNames
import Foundation
import GRDB
import JSON
import SQLiteStore
import STIX
import TAXII
import Testing

@Suite("Objects of members in quarantine, and their way back")
struct QuarantineTests {
    private static let note = "note--5e2bf4f4-7d4b-4a0e-9c1e-3f0a6f6d8a11"
    private static let time = "2026-02-01T00:00:00.000Z"

    /// The domain names and notes of a page, in its order.
    private func names(_ world: IndexWorld, after place: UInt64 = 0) throws -> [String] {
        try world.objects { ($0.after, $0.types) = (place, ["domain-name", "note"]) }
            .compactMap { $0["value"]?.text ?? $0["content"]?.text }
    }

    /// The place behind all that is shown.
    private func passed(_ world: IndexWorld) throws -> UInt64 {
        try #require(try world.dates().last).microseconds
    }

    private func bringBack(_ world: IndexWorld) throws {
        while try world.index.bringBack(at: world.now) {}
    }

    @Test(
        "what comes back is passed by who asks for what was added since, and so is what was said meanwhile"
    )
    func comingBack() throws {
        let world = try IndexWorld()
        let maison = try MemberID(parsing: "maison")
        try world.say(
            [
                world.report("a.example"),
                world.posted(Self.note, modified: Self.time, content: "note"),
            ], by: "maison")
        try world.say([world.report("b.example")], by: "rival")
        try world.index.quarantine([maison])
        #expect(try world.index.quarantined() == [maison])
        #expect(try names(world) == ["b.example"])
        try world.say([world.report("c.example")], by: "maison")
        try world.say([world.report("d.example")], by: "rival")
        #expect(try names(world) == ["b.example", "d.example"])
        // On its way back nobody is brought who is in it.
        #expect(try !world.index.bringBack(at: world.now))
        let passed = try passed(world)
        let dates = try world.dates()

        try world.index.quarantine([])
        #expect(try world.index.quarantined() == [])
        #expect(try names(world) == ["b.example", "d.example"], "nothing under its old date")
        world.now += 5_000
        try bringBack(world)
        #expect(try names(world, after: passed) == ["a.example", "note", "c.example"])
        #expect(try names(world).count == 5)
        let after = try world.dates()
        #expect(Array(after.prefix(dates.count)) == dates, "what was there keeps its place")
        #expect(after.dropFirst(dates.count).allSatisfy { $0.microseconds >= world.now * 1_000 })
        #expect(after == after.sorted() && Set(after).count == after.count)
        // It is over.
        try world.say([world.report("e.example")], by: "maison")
        try bringBack(world)
        #expect(try world.dates().prefix(after.count) == after[...])
        #expect(try names(world).last == "e.example")
    }

    @Test("who pages while objects come back is given each once, whoever adds meanwhile")
    func paging() throws {
        let world = try IndexWorld()
        let maison = try MemberID(parsing: "maison")
        for epoch in [UInt32(1), 2] {
            try world.say(
                (0..<10).map { try world.report("a\(epoch)-\($0).example") }, by: "maison",
                epoch: epoch)
        }
        try world.index.quarantine([maison])
        try world.say([world.report("rival.example")], by: "rival")
        try world.index.quarantine([])
        var place = try passed(world)
        var given: [String] = []
        var rounds = 0
        while try world.index.bringBack(at: world.now, entriesMax: 3) {
            rounds += 1
            try world.say([world.report("meanwhile\(rounds).example")], by: "rival")
            // In the middle, it goes once more.
            if rounds == 4 {
                try world.index.quarantine([maison])
                #expect(try names(world, after: place).allSatisfy { $0.hasPrefix("meanwhile") })
                try world.index.quarantine([])
                given.removeAll { $0.hasPrefix("a") }
            }
            given += try names(world, after: place)
            place = try max(place, passed(world))
        }
        #expect(given.filter { $0.hasPrefix("a") }.count == 20)
        #expect(Set(given).count == given.count)
        #expect(given.filter { $0.hasPrefix("meanwhile") }.count == rounds)
    }

    @Test(
        "an object whose statement is taken back on the way leaves no old place to the same of another"
    )
    func takenBack() throws {
        let world = try IndexWorld()
        let maison = try MemberID(parsing: "maison")
        let note = world.posted(Self.note, modified: Self.time, content: "note")
        // The log that comes first has the one that is out of sight.
        try world.say([world.report("a.example")], by: "maison")
        try world.say([note], by: "maison", epoch: 2)
        try world.say([note], by: "maison")
        try world.say([world.report("b.example")], by: "rival")
        try world.index.quarantine([maison])
        try world.index.quarantine([])
        let passed = try passed(world)
        #expect(try world.index.bringBack(at: world.now, entriesMax: 2))
        #expect(try names(world, after: passed) == ["a.example"])
        try world.say(
            [world.retract([0], of: 2, by: "maison")], by: "maison", epoch: 2)
        try bringBack(world)
        #expect(try names(world, after: passed) == ["a.example", "note"])
    }

    @Test("collections of the version before keep their objects and dates")
    func upgraded() throws {
        let world = try IndexWorld()
        let path = world.folder.appending(path: "earlier.sqlite").path()
        let origin = try IndexWorld.origin("maison")
        let earlier = try SQLiteObjectIndex(path: path)
        try world.say([world.report("a.example")], by: "maison")
        try world.fold(origin, into: earlier)
        try earlier.close()
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in
            try db.execute(sql: "DROP TABLE quarantine; PRAGMA user_version = 6")
        }
        try queue.close()
        let opened = try SQLiteObjectIndex(path: path)
        func dates() throws -> [String] {
            var page = ObjectPage(.manifest)
            try opened.fill(&page, from: IndexWorld.channel, ObjectQuery(versions: .all))
            return try JSONValue(parsing: page.finished()).list("objects").compactMap {
                $0["date_added"]?.text
            }
        }
        let before = try dates()
        #expect(before.count == 2)
        try opened.quarantine([origin.member])
        #expect(try dates().isEmpty)
        try opened.quarantine([])
        while try opened.bringBack(at: world.now) {}
        #expect(try dates().count == 2)
        #expect(try Set(dates()).isDisjoint(with: before))
        try opened.close()
    }
}
