import AllianceNames
import AllianceNode
import Credentials
import Foundation
import NodeAPI
import SignIn
import Testing

@Suite(.timeLimit(.minutes(30))) struct CurrentProviderTests {
    private static func write(_ name: String?, to node: OpenedNode) throws {
        guard let name else {
            return try FileManager.default.removeItem(atPath: node.home.signInSettings)
        }
        let text =
            #"{"issuer":"https://login.example","clientID":"a","match":"subject","name":"\#(name)"}"#
        try Data(text.utf8).write(to: URL(filePath: node.home.signInSettings))
    }

    @Test(
        "sign-in.json may come, change and go while the node runs, and what is wrong changes nothing"
    )
    func changes() async throws {
        let alliance = try await ErasureAlliance(["own"])
        let node = try OpenedNode(alliance.home("own"))
        let persons = try node.personRegister(calls: .concurrent(label: "test"))
        let provider = node.currentProvider(try node.providerSetup(), persons: persons)
        #expect(provider.name == nil)
        await #expect(throws: SignInError.self) {
            _ = try await provider.begin(next: nil, returningTo: "https://desk.example/return")
        }
        for name in ["One", "Two", "Two"] {
            try Self.write(name, to: node)
            await provider.take(try node.providerSetup())
            #expect(provider.name == name)
        }
        try Data("{".utf8).write(to: URL(filePath: node.home.signInSettings))
        #expect(throws: SignInError.self) { _ = try node.providerSetup() }
        #expect(provider.name == "Two")
        try Self.write(nil, to: node)
        await provider.take(try node.providerSetup())
        #expect(provider.name == nil)
        await provider.shutdown()
        try node.close()
    }
}
