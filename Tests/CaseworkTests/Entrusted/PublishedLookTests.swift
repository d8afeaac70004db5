import AllianceNames
import Casework
import Testing

@Suite struct PublishedLookTests {
    private static let log = LogOrigin(
        alliance: AllianceID(unchecked: "demo"), channel: .alliance,
        member: MemberID(unchecked: "neutral"), epoch: Epoch(1))
    private static let hour: UInt64 = 3_600_000

    private static func mark(_ size: UInt64, at now: UInt64 = 0) -> PublishedLook.Mark {
        .init([log: size], at: now)
    }

    private static func ids(_ count: Int) -> [CaseworkID] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in CaseworkID(from: &generator) }
    }

    @Test("all are looked at, page after page, also where a log grows meanwhile")
    func pages() {
        var look = PublishedLook()
        let (first, second) = (Self.ids(PublishedLook.pageMax), Self.ids(1))
        #expect(look.goesOn(at: Self.mark(1)) == true)
        #expect(look.last == nil)
        look.looked(at: first)
        #expect(look.goesOn(at: Self.mark(2)) == true)
        #expect(look.last == first.last)
        look.looked(at: second)
        // What grew meanwhile has them looked at from the first on.
        #expect(look.goesOn(at: Self.mark(2)) == true)
        #expect(look.last == nil)
        look.looked(at: first)
        #expect(look.goesOn(at: Self.mark(2)) == true)
        #expect(look.last == first.last)
        look.looked(at: [])
        #expect(look.goesOn(at: Self.mark(2)) == false)
    }

    @Test("they are looked at again when a log has grown, and once an hour")
    func again() {
        var look = PublishedLook()
        for mark in [
            Self.mark(1), Self.mark(2), Self.mark(2, at: Self.hour), Self.mark(0, at: Self.hour),
        ] {
            #expect(look.goesOn(at: mark) == true)
            look.looked(at: Self.ids(3))
            #expect(look.goesOn(at: mark) == false)
        }
        #expect(look.goesOn(at: Self.mark(0, at: 2 * Self.hour - 1)) == false)
    }
}
