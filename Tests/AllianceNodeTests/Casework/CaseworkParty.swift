import AllianceNames
import AllianceNode
import Casework
import Credentials
import SignIn
import Testing

/// A running node with a desk, and the same desk in the test's hands.
struct CaseworkParty {
    let running: TwoNodes.Running
    let desk: CaseworkDesk

    init(_ home: HomeFolder) async throws {
        running = try await TwoNodes.Running(home, hasDesk: true)
        desk = try running.opened.caseworkDesk(
            secondLook: .never, calls: .concurrent(label: "test"))
    }

    var member: MemberID { running.opened.member }

    func stop() async throws {
        await running.stop()
        try running.opened.close()
    }
}

/// Looks again and again; its test has a time limit.
func eventually(_ look: () async throws -> Bool) async throws {
    while try await !look() { try await Task.sleep(for: .milliseconds(50)) }
}
