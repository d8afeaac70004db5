import Replication
import Testing

@Suite struct PeerStatusTests {
    @Test("of a reason that is too long the beginning is kept, whatever it is written with")
    func longReasons() {
        for filler in ["x", "\u{301}", "好"] {
            let said = "e" + String(repeating: filler, count: 10_000)
            let kept = PeerStatus.Refusal(at: 1, keyword: "peer-malformed", reason: said).reason
            #expect((1_000...PeerStatus.reasonBytesMax).contains(kept.utf8.count))
            #expect(
                said.utf8.starts(
                    with: kept.unicodeScalars.dropLast().map(String.init).joined().utf8))
        }
        let short = PeerStatus.Refusal(at: 1, keyword: "peer-malformed", reason: "short").reason
        #expect(short == "short")
    }
}
