import AllianceNames
import Casework
import SignIn
import Testing

@Suite struct OnboardingTests {
    private static let day: UInt64 = 86_400_000
    private static let brand = MemberID(unchecked: "brand")

    @Test("who is stuck is stuck at the first step that is to do, since the last one that was done")
    func stuck() {
        var facts = OnboardingFacts(
            member: Self.brand, isOwn: false, isBrand: true, admittedAt: Self.day)
        var list = OnboardingChecklist(facts)
        #expect(list.next?.step == .connected && list.next?.since == Self.day)
        #expect(!list.isStuck(at: 8 * Self.day) && list.isStuck(at: 8 * Self.day + 1))
        facts.done = [.connected: 2 * Self.day, .log: 5 * Self.day, .report: 4 * Self.day]
        list = OnboardingChecklist(facts)
        #expect(list.next?.step == .right && list.next?.since == 5 * Self.day)
        #expect(list.doneCount == 3 && list.neededCount == 6)
        // Whose people may sign in is their own node's to know.
        #expect(list.steps.first { $0.step == .people }?.state == .unknown)
        for step in [OnboardingStep.right, .product, .complaint] {
            facts.done[step] = 6 * Self.day
        }
        #expect(OnboardingChecklist(facts).next == nil)
        #expect(!OnboardingChecklist(facts).isStuck(at: 999 * Self.day))
    }

    @Test("an investigator needs no rights and products; one's own node needs people")
    func needed() {
        let other = OnboardingChecklist(
            OnboardingFacts(
                member: Self.brand, isOwn: false, isBrand: false, admittedAt: 0,
                done: [.connected: 1, .log: 1, .report: 1]))
        #expect(other.next == nil && other.neededCount == 3)
        let own = OnboardingChecklist(
            OnboardingFacts(
                member: Self.brand, isOwn: true, isBrand: false, admittedAt: 0,
                done: [.connected: 1, .log: 1, .report: 1]))
        #expect(own.next?.step == .people)
    }

    @Test("the end of a right is warned of at 180, 90 and 30 days")
    func expiry() {
        let end = 1_000 * Self.day
        for (left, expected) in [
            (181 * Self.day, RightExpiry.far), (180 * Self.day, .within(days: 180)),
            (91 * Self.day, .within(days: 180)), (90 * Self.day, .within(days: 90)),
            (30 * Self.day, .within(days: 30)), (1, .within(days: 30)), (0, .ended),
        ] {
            #expect(RightExpiry(end: end, at: end - left) == expected, "\(left)")
        }
        #expect(RightExpiry(end: end, at: end + 1) == .ended)
        #expect(RightExpiry(end: nil, at: end) == .never)
    }

    @Test("a paper has a name, a kind that is known by its first bytes, and a size")
    func papers() throws {
        var generator = SystemRandomNumberGenerator()
        let id = CaseworkID(from: &generator)
        func paper(_ name: String, _ bytes: [UInt8]) throws -> RightDocument {
            try RightDocument(
                id: id, right: "EM/1", kind: .certificate, name: name, bytes, addedAt: 1,
                addedBy: PersonID(unchecked: "ina"))
        }
        let pdf = Array("%PDF-1.7".utf8)
        #expect(try paper("certificate", pdf).format == .pdf)
        #expect(throws: CaseworkError.fileKind) { try paper("x", Array("<html>".utf8)) }
        #expect(throws: CaseworkError.text(field: "name")) { try paper("\u{202e}x", pdf) }
        #expect(throws: CaseworkError.self) {
            try paper("x", pdf + [UInt8](repeating: 0, count: RightDocument.bytesMax))
        }
    }

    @Test("a shift is handed over to somebody else")
    func shift() throws {
        var generator = SystemRandomNumberGenerator()
        let id = CaseworkID(from: &generator)
        let ina = PersonID(unchecked: "ina")
        #expect(throws: CaseworkError.handOver) {
            try HandOver(id: id, from: ina, to: ina, at: 1, note: "", open: [])
        }
    }
}
