import AllianceNode
import Credentials
import GS1
import Peering
import Roster
import SignIn

extension FuzzedParser {
    /// How a node is run: what an operator, or whatever writes files for one, says.
    static let configuration = [configurationFile, proxy]

    /// The file; behind a zero byte variables of the environment, each behind another one.
    private static let configurationFile = FuzzedParser(
        "configuration",
        samples: [
            "# a remark\nlisten = 127.0.0.1:7400\n\ndesk-port = 7443\ndesk-certificate = a/b.pem\r\n"
                + "desk-key=a/b.key\ndesk-url = https://desk.example\nlog-level = debug\n"
                + "\u{0}TOUCHSTONE_PROXY=http://u:p@proxy.example:3128\u{0}TOUCHSTONE_PORT=1",
            "proxy = http://u:p@h:1\nlisten=[::1]:0\nlisten = :0\nunknown = x\nno setting\n",
            "\u{0}TOUCHSTONE_LISTEN=127.0.0.1:0\u{0}TOUCHSTONE_DESK_HOST=::1",
        ],
        words: NodeSetting.allCases.map { "\($0.name) = " }
            + ["\u{0}", "TOUCHSTONE_DESK_PORT=", "none", "json", "65535", "https://", "#", "\r\n"]
    ) { input in
        let parts = input.split(
            separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
        let file = ConfigurationFile(parsing: Array(parts[0]), path: "touchstone.conf")
        let lines = parts[0].count { $0 == UInt8(ascii: "\n") } + 1
        try promise(
            file.given.count + file.problems.count <= lines, "a line says more than one thing")
        try promise(
            Set(file.given.map(\.setting)).count == file.given.count, "a setting is there twice")
        try sameOtherwise(file)
        let environment = variables(parts.count > 1 ? parts[1] : [])
        let sources = ConfigurationSources(environment: environment, home: HomeFolder("/none"))
        let reading = sources.reading(of: file)
        try promise(
            reading.problems.allSatisfy { !$0.description.isEmpty }, "a mistake without a word")
        try promise(
            reading.unknownVariables.allSatisfy { environment[$0] != nil },
            "a variable is told that is not there")
        let said = file.given + environment.compactMap { given($0.key, $0.value) }
        // What stands elsewhere too may be told from there.
        for secret in said.compactMap(password) where count(of: secret, in: input) == 1 {
            try promise(
                reading.problems.allSatisfy { !$0.description.contains(secret) },
                "a password is told")
        }
        return reading.configuration != NodeConfiguration() && reading.problems.isEmpty
    }

    /// That the settings of a file are the same where they are printed, and where variables have them.
    private static func sameOtherwise(_ file: ConfigurationFile) throws {
        let printed = file.given.map { "\($0.setting.name)=\($0.text)\n" }.joined()
        let again = ConfigurationFile(parsing: Array(printed.utf8), path: file.path)
        try promise(
            again.problems.isEmpty && again.given.map(\.text) == file.given.map(\.text)
                && again.given.map(\.setting) == file.given.map(\.setting),
            "it is printed as other settings")
        let home = HomeFolder("/none")
        let byFile = ConfigurationSources(environment: [:], home: home).reading(of: file)
        let pairs = file.given.map { ($0.setting.variable, $0.text) }
        let byVariables = ConfigurationSources(
            environment: Dictionary(uniqueKeysWithValues: pairs), home: home
        ).reading(of: nil)
        // A password stands in a variable, and not in this file.
        let different = byFile.configuration.settings(changedIn: byVariables.configuration)
        try promise(
            different.allSatisfy { $0 == .proxy }, "variables say otherwise than the file")
    }

    private static func variables(_ bytes: ArraySlice<UInt8>) -> [String: String] {
        var found: [String: String] = [:]
        for piece in bytes.split(separator: 0).prefix(64) {
            let sides = piece.split(separator: UInt8(ascii: "="), maxSplits: 1)
            guard sides.count == 2, let name = text(sides[0]), let value = text(sides[1]) else {
                continue
            }
            found[name] = value
        }
        return found
    }

    private static func given(_ name: String, _ value: String) -> GivenSetting? {
        name == NodeSetting.proxy.variable ? GivenSetting(.proxy, value, .environment) : nil
    }

    /// Of a proxy as it was written, if it is long enough to stand in no sentence by accident.
    private static func password(_ given: GivenSetting) -> String? {
        guard given.setting == .proxy, let at = given.text.lastIndex(of: "@"),
            let colon = given.text[..<at].lastIndex(of: ":")
        else { return nil }
        let password = given.text[given.text.index(after: colon)..<at]
        return password.count >= 8 && password.contains { $0.isNumber } && !password.contains("/")
            ? String(password) : nil
    }

    private static func count(of text: String, in input: [UInt8]) -> Int {
        let needle = Array(text.utf8)
        return input.indices.count { input[$0...].starts(with: needle) }
    }

    /// A proxy, the hosts that are called without it, and a peer: three lines.
    private static let proxy = FuzzedParser(
        "proxy", inputBytesMax: 1_024,
        samples: [
            "http://ann:p%40ss@proxy.example:3128\nexample.org,.local [::1]:7400\nhub.example:7400",
            "HTTP://[2001:DB8::1]:1/\n*\nhub.example:7400",
            "http://h:1\n[::1],hub.example:7400\n[::1]:1",
            "none",
        ], words: ["http://", "%3a", "%40", "@", ":", "[", "]", "*", ",", "localhost", "127."]
    ) { input in
        guard let text = text(input) else { return false }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let settings = try understood {
            try ProxySettings(
                environment: [
                    "HTTPS_PROXY": lines[0], "NO_PROXY": lines.count > 1 ? lines[1] : "",
                ])
        }
        if let settings, lines.count > 2,
            let peer = try understood({ try PeerEndpoint(parsing: "https://\(lines[2])") })
        {
            let chosen = settings.proxy(for: peer)
            try promise(chosen == nil || chosen == settings.proxy, "a peer has another proxy")
        }
        guard let proxy = try understood({ try PeerProxy(parsing: lines[0]) }) else { return false }
        let host = proxy.host.contains(":") ? "[\(proxy.host)]" : proxy.host
        var printed = "http://"
        if let user = proxy.user, let password = proxy.password {
            printed += "\(PercentEncoding.segment(user)):\(PercentEncoding.segment(password))@"
            try promise("\(proxy)" == "http://***@\(host):\(proxy.port)", "a password is told")
        }
        printed += "\(host):\(proxy.port)"
        guard printed.utf8.count <= PeerProxy.textBytesMax else { return true }
        try promise((try? PeerProxy(parsing: printed)) == proxy, "it is printed as another proxy")
        return true
    }
}
