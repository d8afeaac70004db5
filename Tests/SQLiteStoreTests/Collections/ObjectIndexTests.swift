import AllianceNames
import CRDT
import Foundation
import GRDB
import JSON
import MISP
import MergedView
import Roster
import SQLiteStore
import STIX
import Statements
import TAXII
import Testing
import TransparencyLog

@Suite struct ObjectIndexTests {
    private static let note = "note--5e2bf4f4-7d4b-4a0e-9c1e-3f0a6f6d8a11"
    private static let times = (1...5).map { "2026-02-0\($0)T00:00:00.000Z" }

    @Test("dates of adding are never alike and never go back, whatever the clock does")
    func order() throws {
        let world = try IndexWorld()
        for (round, now) in [1_000, 1_000, 900, 5_000].enumerated() {
            world.now = UInt64(now)
            try world.say(
                (0..<3).map { try world.report("a\(round)-\($0).example") }, by: "maison")
        }
        let dates = try world.dates()
        #expect(dates.count == 24)
        #expect(dates == dates.sorted())
        #expect(Set(dates).count == 24)
        #expect(dates[0].microseconds == 1_000_000)
        #expect(dates[18].microseconds == 5_000_000)
    }

    @Test("versions come in any order; the first and the last are known")
    func versions() throws {
        let world = try IndexWorld()
        for number in [2, 0, 4, 1, 4] {
            try world.say(
                [world.posted(Self.note, modified: Self.times[number], content: "\(number)")],
                by: "maison")
        }
        #expect(try world.contents() == ["4"])
        #expect(try world.contents { $0.versions.wantsFirst = true } == ["0", "4"])
        #expect(try world.contents { $0.versions = .all } == ["2", "0", "4", "1"])
        // The last is taken back, then the first.
        try world.say([world.retract([2, 4], by: "maison")], by: "maison")
        #expect(try world.contents() == ["2"])
        try world.say([world.retract([1], by: "maison")], by: "maison")
        #expect(try world.contents { $0.versions.wantsFirst = true } == ["2", "1"])
    }

    @Test(
        "who has passed a version over is given it once it is the last or the first one",
        arguments: [false, true])
    func endsLater(isErased: Bool) throws {
        func take(_ index: UInt64, in world: IndexWorld) throws {
            if isErased {
                let origin = try IndexWorld.origin("maison")
                try world.index.erase(EntryRanges([index..<index + 1]), of: origin, at: world.now)
            } else {
                try world.say([world.retract([index], by: "maison")], by: "maison")
            }
        }
        func begin() throws -> (IndexWorld, passed: UInt64) {
            let world = try IndexWorld()
            for number in 0..<3 {
                try world.say(
                    [world.posted(Self.note, modified: Self.times[number], content: "\(number)")],
                    by: "maison")
            }
            return (world, try #require(try world.dates().last).microseconds)
        }
        let first = try VersionFilter(["first"])
        var (world, passed) = try begin()
        #expect(try world.contents() == ["2"])
        try take(2, in: world)
        #expect(try world.contents { $0.after = passed } == ["1"])
        #expect(try world.contents() == ["1"])
        (world, passed) = try begin()
        try take(0, in: world)
        #expect(
            try world.contents { ($0.after, $0.versions) = (passed, first) } == ["1"])
        // One in between is neither.
        passed = try #require(try world.dates().last).microseconds
        try world.say(
            [world.posted(Self.note, modified: Self.times[3], content: "3")], by: "maison")
        try take(2, in: world)
        #expect(try world.contents { ($0.after, $0.versions) = (passed, .all) } == ["3"])
    }

    @Test("a member's own versions are known, also behind another member's object of that name")
    func own() throws {
        let world = try IndexWorld()
        func own(_ member: String) throws -> OwnVersions? {
            try world.index.own(
                of: [Self.note], in: IndexWorld.channel,
                by: IndexWorld.origin(member).member)[Self.note]
        }
        #expect(try own("maison") == nil)
        try world.say([world.posted(Self.note, modified: Self.times[3])], by: "maison")
        for number in [2, 0, 1] {
            try world.say(
                [world.posted(Self.note, modified: Self.times[number], content: "\(number)")],
                by: "other")
        }
        let found = try #require(try own("other"))
        #expect(
            found.versions == Set(Self.times.prefix(3).compactMap { STIXTimestamp(parsing: $0) }))
        #expect(found.newest.version == STIXTimestamp(parsing: Self.times[2]))
        #expect(
            found.newest.dots == [StatementDot(log: try IndexWorld.origin("other"), index: 0)])
        #expect(String(decoding: found.newest.json, as: UTF8.self).contains(#""content":"2""#))
        #expect(try own("maison")?.versions.count == 1)
        try world.say([world.retract([0], by: "other")], by: "other")
        #expect(try own("other")?.newest.version == STIXTimestamp(parsing: Self.times[1]))
    }

    @Test("each report of a member is a later version, also where its clock stands still")
    func reports() throws {
        let world = try IndexWorld()
        for note in ["one", "two", "three"] {
            try world.say([world.report("shop.example", note: note)], by: "maison")
        }
        let all = try world.objects {
            $0.versions = .all
            $0.types = ["indicator"]
        }
        #expect(all.compactMap { $0["description"]?.text } == ["one", "two", "three"])
        #expect(Set(all.compactMap { $0["modified"]?.text }).count == 3)
        #expect(Set(all.compactMap { $0["created"]?.text }).count == 1)
        #expect(Set(all.compactMap { $0["id"]?.text }).count == 1)
        #expect(try world.objects { $0.types = ["domain-name"] }.count == 1)
    }

    @Test("the same object in another statement keeps its place when one of them is taken back")
    func place() throws {
        let world = try IndexWorld()
        let note = world.posted(Self.note, modified: Self.times[0])
        try world.say([note, try world.report("shop.example")], by: "maison")
        let before = try world.dates()
        try world.say([note, world.retract([0], by: "maison")], by: "maison")
        #expect(try world.contents() == ["x"])
        #expect(try world.dates() == before)
    }

    @Test("an object that was for persons only has no place that it could leave to one for all")
    func placeOfRed() throws {
        let world = try IndexWorld()
        try world.say(
            [
                world.posted(Self.note, modified: Self.times[0], tlp: .red),
                world.posted(Self.note, modified: Self.times[0]),
                try world.report("shop.example"),
            ], by: "maison")
        let passed = try #require(try world.dates().last).microseconds
        #expect(try world.contents().isEmpty)
        try world.say([world.retract([0], by: "maison")], by: "maison")
        #expect(try world.contents { $0.after = passed } == ["x"])
    }

    @Test(
        "the reports of a day are an event, later with each change, which knows what was taken back"
    )
    func events() throws {
        let world = try IndexWorld()
        let origin = try IndexWorld.origin("maison")
        func event() throws -> UInt64 {
            let events = try world.index.events(in: IndexWorld.channel)
            #expect(events.map(\.place.origin) == [origin])
            return events.last?.changed ?? 0
        }
        let note = world.posted(Self.note, modified: Self.times[0])
        try world.say(
            [try world.report("a.example"), note, try world.report("b.example")], by: "maison")
        let first = try event()
        #expect(first == world.now / 1_000)
        // The clock stands still all the while.
        try world.say([world.retract([0, 1], by: "maison")], by: "maison")
        let second = try event()
        #expect(second > first)
        var reports = try world.index.reports(among: 0..<2_048, of: origin)
        #expect(reports.live == [2])
        #expect(reports.withdrawn == [0])
        try world.index.erase(EntryRanges([2..<3]), of: origin, at: world.now)
        #expect(try event() > second)
        reports = try world.index.reports(among: 0..<2_048, of: origin)
        #expect(reports.live.isEmpty)
        #expect(reports.withdrawn == [0, 2])
        // Another day is another event.
        world.now += 86_400_000
        try world.say([try world.report("c.example")], by: "maison")
        let events = try world.index.events(in: IndexWorld.channel)
        #expect(Set(events.map(\.place.day)).count == 2)
        #expect(try world.index.events(in: ChannelID(unchecked: "luxury")).isEmpty)
    }

    @Test("who was told that a report is withdrawn is told also that it is erased")
    func erasedAfterwards() throws {
        let world = try IndexWorld()
        let origin = try IndexWorld.origin("maison")
        func changed() throws -> UInt64? {
            try world.index.events(in: IndexWorld.channel).first?.changed
        }
        try world.say([try world.report("a.example"), try world.report("b.example")], by: "maison")
        try world.say([world.retract([0], by: "maison")], by: "maison")
        let withdrawn = try #require(try changed())
        // Of another entry nothing is told.
        try world.index.erase(EntryRanges([5..<6]), of: origin, at: world.now)
        #expect(try changed() == withdrawn)
        try world.index.erase(EntryRanges([0..<1]), of: origin, at: world.now)
        #expect(try #require(try changed()) > withdrawn)
        #expect(try world.index.reports(among: 0..<2_048, of: origin).withdrawn == [0])
    }

    @Test(
        "where collections are made anew, no event is older than before, and all that is gone is known"
    )
    func eventsAnew() throws {
        let world = try IndexWorld()
        let origin = try IndexWorld.origin("maison")
        func events(_ index: SQLiteObjectIndex) throws -> [UInt64] {
            try index.events(in: IndexWorld.channel).map(\.changed)
        }
        func expect(_ index: SQLiteObjectIndex) throws {
            let reports = try index.reports(among: 0..<2_048, of: origin)
            #expect(reports.live == [2])
            #expect(reports.withdrawn == [0, 1])
        }
        try world.say(["a", "b", "c"].map { try world.report("\($0).example") }, by: "maison")
        for _ in 0..<5 { try world.say([world.retract([0], by: "maison")], by: "maison") }
        try world.index.erase(EntryRanges([1..<2]), of: origin, at: world.now)
        try expect(world.index)
        let before = try events(world.index)[0]
        // The clock stands still, and the file runs ahead of it.
        #expect(before > world.now / 1_000)
        try world.index.beginAnew(takenOutCount: 1)
        #expect(try events(world.index).isEmpty)
        try world.fold(origin, into: world.index, absent: [1])
        try expect(world.index)
        #expect(try events(world.index)[0] > before)
        // A new file knows of no time before.
        world.now += 3_600_000
        let other = try SQLiteObjectIndex(path: world.folder.appending(path: "new.sqlite").path())
        try world.fold(origin, into: other, absent: [1])
        try expect(other)
        #expect(try events(other)[0] >= world.now / 1_000)
    }

    @Test("a report that is gone before it is folded is told as gone")
    func goneBeforehand() throws {
        let world = try IndexWorld()
        let origin = try IndexWorld.origin("maison")
        // A certificate that came meanwhile.
        try world.say(
            [world.report("a.example")], by: "maison", erased: EntryRanges([0..<1]))
        // A retraction of a later epoch that is folded first.
        let other = try IndexWorld.origin("rival")
        world.scope.logs[other] = .until(size: 1, root: .zero)
        try world.say([world.retract([0], by: "rival")], by: "rival", epoch: 2)
        try world.say([world.report("b.example")], by: "rival")
        for log in [origin, other] {
            let reports = try world.index.reports(among: 0..<2_048, of: log)
            #expect(reports.live.isEmpty)
            #expect(reports.withdrawn == [0])
        }
        #expect(try world.index.events(in: IndexWorld.channel).count == 2)
        #expect(try world.objects().isEmpty)
    }

    @Test(
        "a name belongs to whose object came first; what is behind it is seen when nothing of it is left"
    )
    func owners() throws {
        let world = try IndexWorld()
        try world.say(
            [world.posted(Self.note, modified: Self.times[0], content: "maison")], by: "maison")
        try world.say(
            [world.posted(Self.note, modified: Self.times[1], content: "rival")], by: "rival")
        #expect(try world.contents { $0.versions = .all } == ["maison"])
        let before = try world.dates()
        try world.say([world.retract([0], by: "maison")], by: "maison")
        #expect(try world.contents { $0.versions = .all } == ["rival"])
        // Whoever has read all up to now sees it.
        #expect(try world.dates()[0] > before[before.count - 1])
    }

    @Test("a name that is made of a statement cannot be taken beforehand")
    func squatting() throws {
        let world = try IndexWorld()
        let id = STIXProvenance.id(
            "indicator", of: try IndexWorld.origin("maison"),
            about: try Indicator(.domain, parsing: "shop.example"))
        try world.say(
            [world.posted(id.description, modified: Self.times[0], content: "rival")], by: "rival")
        try world.say([world.report("shop.example", note: "real")], by: "maison")
        let found = try world.objects {
            $0.versions = .all
            $0.types = ["indicator"]
        }
        #expect(found.compactMap { $0["description"]?.text } == ["real"])
    }

    @Test("an observable is there once, as long as anybody reports it")
    func observables() throws {
        let world = try IndexWorld()
        for member in ["maison", "rival"] {
            try world.say([world.report("shop.example")], by: member)
        }
        func observables() throws -> Int { try world.objects { $0.types = ["domain-name"] }.count }
        #expect(try observables() == 1)
        try world.say([world.retract([0], by: "maison")], by: "maison")
        #expect(try observables() == 1)
        try world.say([world.retract([0], by: "rival")], by: "rival")
        #expect(try observables() == 0)
    }

    @Test(
        "a retraction in a later epoch counts once the earlier one has ended, whichever comes first"
    )
    func epochs() throws {
        let world = try IndexWorld()
        try world.say([world.retract([0], by: "maison")], by: "maison", epoch: 2)
        try world.say([world.report("shop.example")], by: "maison")
        #expect(try world.objects().count == 2)
        world.scope.logs[try IndexWorld.origin("maison")] = .until(
            size: 1, root: .zero)
        try world.index.reconsider(scope: world.scope, at: world.now)
        #expect(try world.objects().isEmpty)
    }

    @Test("what is erased, out of scope or said by a suspended member is not there")
    func outOfSight() throws {
        let world = try IndexWorld()
        let origin = try IndexWorld.origin("maison")
        try world.say(
            [world.report("a.example"), world.report("b.example")], by: "maison",
            erased: EntryRanges([0]))
        func names() throws -> [String] {
            try world.objects { $0.types = ["domain-name"] }.compactMap { $0["value"]?.text }
        }
        #expect(try names() == ["b.example"])
        try world.index.quarantine([origin.member])
        #expect(try world.objects().isEmpty)
        try world.index.quarantine([])
        while try world.index.bringBack(at: world.now) {}
        #expect(try names() == ["b.example"])
        try world.index.erase(EntryRanges([1]), of: origin, at: world.now)
        #expect(try names() == [])
        world.scope.logs[origin] = .until(size: 2, root: .zero)
        try world.say([world.report("c.example")], by: "maison")
        #expect(try names() == [])
    }

    @Test("a status is kept for a day, for whose it is")
    func status() throws {
        let world = try IndexWorld()
        let (owner, other) = (try MemberID(parsing: "maison"), try MemberID(parsing: "rival"))
        try world.index.keep([1], id: "a", of: owner, at: world.now)
        let end = world.now + PostStatus.keptMilliseconds
        #expect(try world.index.status("a", of: owner, at: end) == [1])
        #expect(try world.index.status("a", of: owner, at: end + 1) == nil)
        #expect(try world.index.status("a", of: other, at: world.now) == nil)
        #expect(try world.index.status("b", of: owner, at: world.now) == nil)
    }

    @Test("what is for persons only is in no page, and its member can still delete it")
    func red() throws {
        let world = try IndexWorld()
        let id = "note--5e2bf4f4-7d4b-4a0e-9c1e-3f0a6f6d8a01"
        try world.say(
            [
                world.posted(id, modified: "2026-01-01T00:00:00.000Z", content: "red", tlp: .red),
                try world.report("red.example", tlp: .red), try world.report("amber.example"),
            ], by: "brand")
        for versions in [VersionFilter.last, .all] {
            let objects = try world.objects { $0.versions = versions }
            #expect(objects.count == 2, "an indicator and its domain name")
            #expect(!String(describing: objects).contains("red"))
            #expect(try world.objects { ($0.ids, $0.versions) = ([id], versions) }.isEmpty)
        }
        #expect(try world.index.dots(of: id, versions: .all, in: IndexWorld.channel).count == 1)
        // A later version that more may see is seen.
        try world.say(
            [world.posted(id, modified: "2026-01-02T00:00:00.000Z", content: "new")], by: "brand")
        #expect(try world.contents { $0.ids = [id] } == ["new"])
        #expect(try world.contents { ($0.ids, $0.versions) = ([id], .all) } == ["new"])
        // Where that one goes, nothing comes into sight.
        try world.say([try world.retract([3], by: "brand")], by: "brand")
        #expect(try world.objects { $0.ids = [id] }.isEmpty)
    }

    @Test("what an object is about that is for persons only is told to nothing else")
    func redIdentifiers() throws {
        let world = try IndexWorld()
        let id = "indicator--5e2bf4f4-7d4b-4a0e-9c1e-3f0a6f6d8a22"
        let shop = try Indicator(.domain, parsing: "shop.example")
        func version(_ number: Int, _ tlp: TLP) -> Statements.Statement {
            let json = """
                {"type":"indicator","spec_version":"2.1","id":"\(id)",\
                "created":"2026-01-01T00:00:00.000Z","modified":"\(Self.times[number])",\
                "pattern_type":"stix","pattern":"[domain-name:value = 'shop.example']"}
                """
            return .assertIndicator(
                IndicatorAssertion(
                    indicator: shop, basis: .testBuy, confidence: 50, tlp: tlp,
                    originalObject: OriginalObject(
                        mediaType: "application/stix+json;version=2.1", bytes: Array(json.utf8))))
        }
        func known() throws -> [Indicator?] {
            let known = try world.index.identifiers(of: [id], in: IndexWorld.channel)
            return [known.indicator(of: id), known.indicator(of: id, for: .red)]
        }
        #expect(try known() == [nil, nil])
        try world.say([version(0, .red)], by: "maison")
        #expect(try known() == [nil, shop])
        try world.say([version(1, .amber)], by: "maison")
        #expect(try known() == [shop, shop])
        try world.say([version(2, .red)], by: "maison")
        #expect(try known() == [nil, shop])
    }

    @Test(
        "a report that no program may see makes no event and changes none, added, withdrawn or erased"
    )
    func redEvents() throws {
        let world = try IndexWorld()
        let origin = try IndexWorld.origin("maison")
        func events() throws -> [UInt64] {
            try world.index.events(in: IndexWorld.channel).map(\.changed)
        }
        let original = OriginalObject(
            mediaType: "application/stix+json;version=2.1",
            bytes: Array(
                """
                {"type":"indicator","spec_version":"2.1",\
                "id":"indicator--5e2bf4f4-7d4b-4a0e-9c1e-3f0a6f6d8a21","created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z",\
                "pattern":"[domain-name:value = 'red.example']"}
                """.utf8))
        let red = Statement.assertIndicator(
            IndicatorAssertion(
                indicator: try Indicator(.domain, parsing: "red.example"), basis: .testBuy,
                confidence: 50, tlp: .red, originalObject: original))
        try world.say([red, red, red], by: "maison", erased: EntryRanges([2..<3]))
        // It is there, said twice at one version, and once more where nothing is left of it.
        #expect(
            try world.index.dots(
                of: "indicator--5e2bf4f4-7d4b-4a0e-9c1e-3f0a6f6d8a21",
                versions: .all, in: IndexWorld.channel
            ).isEmpty == false)
        #expect(try events().isEmpty)
        try world.say([world.retract([0], by: "maison")], by: "maison")
        try world.index.erase(EntryRanges([1..<2]), of: origin, at: world.now)
        #expect(try events().isEmpty)
        // Nor does one that was taken back before it is folded.
        try world.say([world.report("a.example")], by: "rival")
        let before = try events()
        world.scope.logs[try IndexWorld.origin("rival")] = .until(size: 2, root: .zero)
        world.now += 60_000
        try world.say([world.retract([1], by: "rival")], by: "rival", epoch: 2)
        try world.say([red], by: "rival")
        #expect(before.count == 1)
        #expect(try events() == before)
        #expect(try world.index.reports(among: 0..<9, of: origin).withdrawn.isEmpty)
    }

    @Test(
        "collections of an earlier version are folded anew, without events of what is for persons only"
    )
    func upgraded() throws {
        let world = try IndexWorld()
        let path = world.folder.appending(path: "earlier.sqlite").path()
        let earlier = try SQLiteObjectIndex(path: path)
        try world.say([world.report("a.example")], by: "maison")
        try world.fold(IndexWorld.origin("maison"), into: earlier)
        try earlier.close()
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in
            try db.execute(
                sql: """
                    INSERT INTO report_event VALUES (1, 1, 0, 1, 1);
                    ALTER TABLE state DROP COLUMN confirmed;
                    DROP TABLE quarantine;
                    PRAGMA user_version = 4
                    """)
        }
        try queue.close()
        let opened = try SQLiteObjectIndex(path: path)
        #expect(try opened.events(in: IndexWorld.channel).isEmpty)
        try world.fold(IndexWorld.origin("maison"), into: opened)
        #expect(try opened.events(in: IndexWorld.channel).count == 1)
        try opened.close()
    }

    @Test("no page goes through what is for persons only or out of sight, however much there is")
    func unshown() throws {
        let world = try IndexWorld()
        try world.say(
            [
                world.posted(Self.note, modified: Self.times[0], content: "1"),
                world.report("red.example", tlp: .red),
                world.posted(
                    "note--5e2bf4f4-7d4b-4a0e-9c1e-3f0a6f6d8a31", modified: Self.times[0],
                    content: "red", tlp: .red),
            ], by: "maison")
        // Under a name that is another's.
        try world.say(
            [world.posted(Self.note, modified: Self.times[1], content: "2")], by: "rival")
        #expect(try world.contents() == ["1"])
        let path = world.folder.appending(path: "collections.sqlite").path()
        let queue = try DatabaseQueue(path: path)
        try queue.read { db in
            // What stands in the index, beside what stands in the table.
            let indexed = try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM object INDEXED BY object_page
                    WHERE flags & 1 AND NOT flags & 16 AND channel > 0
                    """)
            let all = try Int.fetchOne(db, sql: "SELECT count(*) FROM object")
            #expect((indexed, all) == (1, 3))
            let sql = try String.fetchOne(
                db, sql: "SELECT sql FROM sqlite_schema WHERE name = 'object_page'")
            #expect(sql?.hasSuffix("WHERE flags & 1 AND NOT flags & 16") == true)
        }
        try queue.close()
    }

    @Test("a filter that few pass ends an answer early, which says where to go on")
    func rarelyPassed() throws {
        let world = try IndexWorld()
        try world.say(
            [world.posted(Self.note, modified: Self.times[0], content: "1")], by: "maison")
        // Nothing of what is for persons counts.
        try world.say(
            (0..<40).map { try world.report("red\($0).example", tlp: .red) }, by: "maison")
        try world.say((0..<60).map { try world.report("a\($0).example") }, by: "maison")
        let other = "note--5e2bf4f4-7d4b-4a0e-9c1e-3f0a6f6d8a12"
        try world.say([world.posted(other, modified: Self.times[1], content: "2")], by: "maison")
        // By `next`, or by the date of the last object as `added_after`.
        func answers(
            byDate: Bool = false, _ change: (inout ObjectQuery) -> Void
        ) throws -> [[String]] {
            var query = ObjectQuery()
            query.passedMax = 50
            change(&query)
            var answers: [[String]] = []
            while answers.count < 20 {
                var page = ObjectPage(.objects)
                try world.index.fill(&page, from: IndexWorld.channel, query)
                let answer = try JSONValue(parsing: page.finished(), depthMax: 64)
                answers.append(answer.list("objects").compactMap { $0["content"]?.text })
                guard case .object(let members) = answer, members["more"] == .bool(true) else {
                    break
                }
                let next = try PageCursor(parsing: #require(members["next"]?.text)).sequence
                #expect(next > query.after)
                query.after = byDate ? try #require(page.reached).microseconds : next
            }
            return answers
        }
        // 122 objects are shown: a report is an indicator and its domain name.
        #expect(try answers { $0.types = ["note"] } == [["1"], [], ["2"]])
        #expect(try answers { ($0.types, $0.limit) = (["note"], 1) } == [["1"], [], ["2"]])
        #expect(try answers(byDate: true) { $0.types = ["note"] } == [["1"], [], [], ["2"]])
        #expect(try answers { ($0.types, $0.passedMax) = (["note"], 1_000) } == [["1", "2"]])
        let version = try VersionFilter([Self.times[1]])
        #expect(try answers { $0.versions = version } == [[], [], ["2"]])
    }

    @Test("another member's copy of an object is not part of it")
    func copy() throws {
        let world = try IndexWorld()
        let id = "note--5e2bf4f4-7d4b-4a0e-9c1e-3f0a6f6d8a02"
        let note = world.posted(id, modified: "2026-01-01T00:00:00.000Z")
        try world.say([note], by: "brand")
        try world.say([note], by: "hub")
        let dots = try world.index.dots(of: id, versions: .all, in: IndexWorld.channel)
        #expect(dots == [StatementDot(log: try IndexWorld.origin("brand"), index: 0)])
    }
}
