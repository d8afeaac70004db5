import AllianceNames
import CRDT
import JSON
import SQLiteStore
import STIX
import Statements
import TAXII
import Testing
import TransparencyLog

/// What is posted under the name of an observable that is also made here of reports.
@Suite struct PostedObservableTests {
    private typealias Presence = SQLiteObjectIndex.Presence

    private static func id() throws -> STIXIdentifier {
        STIXObservable(try Indicator(.domain, parsing: "shop.example")).id
    }

    private static func json(_ note: String?, value: String = "shop.example") throws -> String {
        let more = note.map { #", "resolves_to_refs": [], "x_note": "\#($0)""# } ?? ""
        return """
            {"id": "\(try id())", "type": "domain-name", "spec_version": "2.1", \
            "value": "\(value)"\(more)}
            """
    }

    private static func posted(
        _ note: String, value: String = "shop.example", tlp: TLP = .amber
    ) throws -> Statement {
        .stixObject(
            STIXObject(
                objectID: try id().description, objectType: "domain-name",
                json: Array(try json(note, value: value).utf8), tlp: tlp))
    }

    /// The notes of what is served under the name: empty for what was made here.
    private func served(_ world: IndexWorld) throws -> [String] {
        let id = try Self.id().description
        let last = try world.objects { $0.ids = [id] }
        let all = try world.objects { ($0.ids, $0.versions) = ([id], .all) }
        #expect(last == all, "it has no versions")
        return last.map { object in
            #expect(object["value"]?.text == "shop.example")
            return object["x_note"]?.text ?? ""
        }
    }

    @Test(
        "what was posted is served, whichever comes first, and what was made here once that is gone"
    )
    func order() throws {
        for reportIsFirst in [true, false] {
            let world = try IndexWorld()
            let report = try world.report("shop.example")
            let object = try Self.posted("n")
            try world.say([reportIsFirst ? report : object], by: "maison")
            try world.say([reportIsFirst ? object : report], by: "maison")
            #expect(try served(world) == ["n"])
            #expect(try world.objects { $0.types = ["indicator"] }.count == 1)
            let dots = try world.index.dots(
                of: Self.id().description, versions: .all, in: IndexWorld.channel)
            #expect(dots.map(\.index) == [reportIsFirst ? 1 : 0])
            let last = try #require(try world.dates().last)
            try world.say([world.retract(dots.map(\.index), by: "maison")], by: "maison")
            #expect(try served(world) == [""])
            // Whoever has read all up to now sees it.
            #expect(try #require(try world.dates().last) > last)
            try world.say([world.retract([reportIsFirst ? 0 : 1], by: "maison")], by: "maison")
            #expect(try served(world) == [])
        }
    }

    @Test("whoever made a report: the object of the member that posted first is served")
    func others() throws {
        let world = try IndexWorld()
        try world.say([world.report("shop.example")], by: "maison")
        try world.say([try Self.posted("rival's")], by: "rival")
        try world.say([try Self.posted("maison's")], by: "maison")
        #expect(try served(world) == ["rival's"])
        try world.say([world.retract([0], by: "rival")], by: "rival")
        #expect(try served(world) == ["maison's"])
    }

    @Test(
        "what is of another identifier, or for persons only, takes the place of nothing made here")
    func squatting() throws {
        for reportIsFirst in [true, false] {
            for object in [
                try Self.posted("n", value: "other.example"), try Self.posted("n", tlp: .red),
            ] {
                let world = try IndexWorld()
                if reportIsFirst { try world.say([world.report("shop.example")], by: "maison") }
                try world.say([object], by: "rival")
                if !reportIsFirst { try world.say([world.report("shop.example")], by: "maison") }
                #expect(try served(world) == [""])
            }
        }
    }

    @Test("of several reports there is one observable, also after the first is taken back")
    func reports() throws {
        let world = try IndexWorld()
        for _ in 0..<3 { try world.say([world.report("shop.example")], by: "maison") }
        try world.say([world.retract([0], by: "maison")], by: "maison")
        #expect(try served(world) == [""])
    }

    @Test("a client is told what becomes of its object beside what is there")
    func presence() throws {
        let world = try IndexWorld()
        func presence(_ json: String, of member: String = "maison") throws -> [Presence] {
            try world.index.presence(
                of: PostedObject.read(Array("{\"objects\": [\(json)]}".utf8)),
                in: IndexWorld.channel, for: MemberID(parsing: member))
        }
        #expect(try presence(Self.json("n")) == [.absent])
        try world.say([world.report("shop.example")], by: "maison")
        // In another order of members, but the same.
        #expect(try presence(Self.json(nil)) == [.present])
        #expect(try presence(Self.json("n")) == [.absent])
        #expect(try presence(Self.json("n"), of: "rival") == [.absent])
        #expect(try presence(Self.json("n", value: "other.example")) == [.otherwise])
        try world.say([try Self.posted("n")], by: "maison")
        #expect(try presence(Self.json("n")) == [.present])
        #expect(try presence(Self.json("n"), of: "rival") == [.present])
        #expect(try presence(Self.json("m")) == [.otherwise])
        #expect(try presence(Self.json("m"), of: "rival") == [.foreign])
        // Out of sight, but the member's own.
        try world.say([try Self.posted("m")], by: "rival")
        #expect(try presence(Self.json("m"), of: "rival") == [.present])
        // What could not be read has no place in the answer.
        #expect(
            try presence(#"7, {"type": "note"}, "# + Self.json("n") + ", " + Self.json("m"))
                == [.present, .otherwise])
    }
}
