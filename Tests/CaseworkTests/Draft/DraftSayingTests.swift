import Casework
import Statements
import Testing
import TransparencyLog

/// What is said of all rows of a draft, where some say something of their own.
@Suite struct DraftSayingTests {
    /// The second row has a marking and a note of its own, the third an attribute.
    private static func mixed() throws -> DraftContent {
        var content = try DraftTests.content("a.example", "b.example", "c.example")
        for place in content.reports.indices {
            content.reports[place].firstSeen = 5_000
            content.reports[place].lastSeen = 9_000
        }
        content.reports[1].tlp = .red
        content.reports[1].note = "of the second"
        content.reports[1].originCommitment = .sha256([7])
        content.reports[2].attributes = [Attribute(name: "price", value: "7")]
        return content
    }

    private static func said(of content: DraftContent) -> IndicatorAssertion {
        var new = content.reports[0]
        (new.tlp, new.confidence, new.note) = (.green, 60, "of all")
        return new
    }

    @Test("which rows say something of their own is told, with the parts in which they do")
    func differing() throws {
        let content = try Self.mixed()
        #expect(content.differing().rows == 1)
        #expect(content.differing().parts == [.marking, .note])
        #expect(content.differing(in: Set(SayingPart.allCases)).rows == 2)
        let alike = try DraftTests.content("a.example", "b.example")
        #expect(alike.differing().rows == 0 && alike.differing().parts.isEmpty)
    }

    @Test("a row keeps each part that it says otherwise than the first, and takes on the others")
    func keep() throws {
        var content = try Self.mixed()
        let before = content
        try content.say(Self.said(of: content), differing: .keep)
        #expect(content.reports.map(\.tlp) == [.green, .red, .green])
        #expect(content.reports.map(\.note) == ["of all", "of the second", "of all"])
        #expect(content.reports.map(\.confidence) == [60, 60, 60])
        #expect(content.reports.map(\.indicator) == before.reports.map(\.indicator))
        #expect(content.reports.map(\.attributes) == before.reports.map(\.attributes))
        #expect(content.reports.map(\.originCommitment) == before.reports.map(\.originCommitment))
    }

    @Test("what is overwritten is overwritten in all rows, and whose report one is stays")
    func overwrite() throws {
        var content = try Self.mixed()
        let before = content
        let new = Self.said(of: content)
        try content.say(new, in: Set(SayingPart.allCases), differing: .overwrite)
        for part in SayingPart.allCases {
            #expect(content.reports.allSatisfy { part.isSame($0, new) }, "\(part)")
        }
        #expect(content.reports.map(\.indicator) == before.reports.map(\.indicator))
        #expect(content.reports.map(\.originCommitment) == before.reports.map(\.originCommitment))
    }

    @Test("where nobody has said what becomes of it, no row loses what it says of its own")
    func asked() throws {
        var content = try Self.mixed()
        let before = content
        #expect(throws: CaseworkError.rowsDiffer(1)) {
            try content.say(Self.said(of: content), differing: nil)
        }
        // Also where the first row alone says it already.
        #expect(throws: CaseworkError.rowsDiffer(1)) {
            try content.say(content.reports[0], differing: nil)
        }
        #expect(content == before)
        // What none says of its own is said of all, and what a row says already is no loss.
        try content.say(Self.said(of: content), in: [.confidence], differing: nil)
        #expect(content.reports.map(\.confidence) == [60, 60, 60])
        var new = content.reports[0]
        (new.tlp, new.note) = (.red, "of the second")
        try content.say(new, differing: nil)
        #expect(content.reports.map(\.tlp) == [.red, .red, .red])
    }

    @Test("when it was first and last seen are said together, so that they do not turn round")
    func seen() throws {
        var content = try Self.mixed()
        content.reports[1].lastSeen = 6_000
        var new = content.reports[0]
        new.firstSeen = 8_000
        try content.say(new, differing: .keep)
        #expect(content.reports.map(\.firstSeen) == [8_000, 5_000, 8_000])
        #expect(content.reports.map(\.lastSeen) == [9_000, 6_000, 9_000])
    }
}
