import AllianceNames
import Evidence
import Statements
import Testing
import TransparencyLog

@Suite("An opening, held beside an evidence bundle")
struct OpenedReportTests {
    @Test("it shows whose report it is that another member published, and nobody else does")
    func opens() throws {
        var world = try BundleWorld()
        guard case .assertIndicator(let asked) = BundleWorld.report() else { return }
        let rival = try LogOrigin(parsing: "demo/alliance/rival/e1")
        func opening(
            by signer: NoteSigner, through publisher: String = "brand",
            of report: IndicatorAssertion = asked
        ) throws -> OriginOpening {
            try OriginOpening(
                of: report, in: rival, through: MemberID(unchecked: publisher),
                salt: [UInt8](repeating: 4, count: 32), signedBy: signer)
        }
        let signer = try #require(world.logs["rival"]).signer
        let (right, changed) = (
            try opening(by: signer),
            try opening(
                by: signer,
                of: .init(
                    indicator: asked.indicator, basis: .inspection, confidence: 10, tlp: .amber))
        )
        var (first, second, copied) = (asked, asked, asked)
        first.originCommitment = right.commitment
        second.originCommitment = changed.commitment
        let copy = try opening(by: signer, through: "hub")
        copied.originCommitment = copy.commitment
        for said in [first, second, copied] { try world.logs["brand"]?.say(.assertIndicator(said)) }
        try world.logs["hub"]?.say(.assertIndicator(first))
        let bundle = try world.bundle(world.contents())
        let verified = try #require(bundle.judged(trusting: world.keys).verified)
        // Nobody sees from the bundle whose they are.
        #expect(bundle.bytes.firstRange(of: Array("through".utf8)) == nil)
        #expect(
            verified.opened(by: right) == .opened(by: rival.member, numbers: [1], isChanged: false))
        #expect(
            verified.opened(by: changed) == .opened(by: rival.member, numbers: [2], isChanged: true)
        )
        guard case .closed(let why) = verified.opened(by: copy) else {
            Issue.record("a commitment for another publisher was opened")
            return
        }
        #expect(why.contains("another publisher"))
        // A member that never asked for it, by the publisher's own hand.
        let forged = try opening(by: #require(world.logs["brand"]).signer)
        guard case .closed(let unsigned) = verified.opened(by: forged) else {
            Issue.record("a forged opening opened something")
            return
        }
        #expect(unsigned.contains("did not sign"))
    }
}
