import NIOCore
import NodeAPI
import Roster
import TestAlliance
import Testing
import TransparencyLog

@Suite struct ServedRosterTests {
    private func address(_ buffer: ByteBuffer) -> UInt {
        buffer.withUnsafeReadableBytes { UInt(bitPattern: $0.baseAddress) }
    }

    @Test("all answers share the bytes of one roster, and a newer one has its own")
    func shared() throws {
        let alliance = try TestAlliance()
        let served = ServedRoster()
        let first = served.bytes(of: alliance.roster)
        #expect(Array(first.readableBytesView) == alliance.roster.note.bytes)
        #expect(address(served.bytes(of: alliance.roster)) == address(first))
        try alliance.changeMember("hub") { $0.port = 4_444 }
        let second = served.bytes(of: alliance.roster)
        #expect(Array(second.readableBytesView) == alliance.roster.note.bytes)
        #expect(second != first)
    }
}
