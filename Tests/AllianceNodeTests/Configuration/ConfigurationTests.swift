import AllianceNode
import Credentials
import Foundation
import Logging
import NodeAPI
import Testing

@Suite struct ConfigurationTests {
    private func read(
        flags: [NodeSetting: String] = [:], environment: [String: String] = [:],
        file text: String? = nil
    ) throws -> ConfigurationSources.Reading {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let home = HomeFolder(folder.path())
        if let text { try Data(text.utf8).write(to: URL(filePath: home.configuration)) }
        return ConfigurationSources(flags: flags, environment: environment, home: home).read()
    }

    /// What is wrong, without the folder.
    private func problems(
        flags: [NodeSetting: String] = [:], environment: [String: String] = [:],
        file text: String? = nil
    ) throws -> [String] {
        try read(flags: flags, environment: environment, file: text).problems.map {
            $0.description.split(separator: "/").last.map(String.init) ?? ""
        }
    }

    @Test("the command line goes before the environment, and that before the file")
    func precedence() throws {
        let file = "# how we run it\r\n\n desk-port=1 \ndesk-host = a\nlog-level = error\n"
        let environment = ["TOUCHSTONE_DESK_PORT": "2", "TOUCHSTONE_DESK_HOST": "b"]
        var reading = try read(file: file)
        #expect(reading.problems.isEmpty)
        #expect(reading.configuration.deskPort == 1)
        #expect(reading.configuration.logLevel == .error)
        reading = try read(environment: environment, file: file)
        #expect(reading.configuration.deskPort == 2)
        reading = try read(flags: [.deskPort: "3"], environment: environment, file: file)
        #expect(reading.configuration.deskPort == 3)
        #expect(reading.configuration.deskHost == "b")
        #expect(reading.configuration.logLevel == .error)
        reading = try read(environment: ["TOUCHSTONE_DESK_PORT": ""], file: file)
        #expect(reading.configuration.deskPort == 1, "an empty variable says nothing")
        #expect(try read().configuration == NodeConfiguration())
    }

    @Test("every setting has one name in the three places")
    func names() throws {
        let values: [NodeSetting: String] = [
            .listen: "127.0.0.1:7400", .proxy: "http://127.0.0.1:3128", .deskPort: "8443",
            .deskHost: "127.0.0.1", .deskCertificate: "/c.pem", .deskKey: "/k.pem",
            .deskURL: "https://check.example", .logLevel: "debug", .logFormat: "json",
            .exportRows: "5", .auditDays: "400", .secondLook: "warned", .withholdingAfter: "60",
            .webhookHosts: "hooks.example", .sendmail: "/usr/sbin/sendmail",
            .mailFrom: "desk@brand.example", .collections: "confirmed",
        ]
        #expect(values.count == NodeSetting.allCases.count)
        let byFlag = try read(flags: values)
        #expect(byFlag.problems.isEmpty)
        #expect(
            NodeConfiguration().settings(changedIn: byFlag.configuration) == NodeSetting.allCases)
        let byVariable = try read(
            environment: Dictionary(
                uniqueKeysWithValues: values.map {
                    ("TOUCHSTONE_" + $0.name.uppercased().replacing("-", with: "_"), $1)
                }))
        #expect(byVariable.configuration == byFlag.configuration)
        #expect(byVariable.unknownVariables.isEmpty)
        let lines = values.map { "\($0.name) = \($1)" }.joined(separator: "\n")
        #expect(try read(file: lines).configuration == byFlag.configuration)
    }

    @Test("each mistake of a file is named with its line and what was expected, all at once")
    func mistakes() throws {
        let file = """
            desk-port = 70000
            desk-prot = 8443
            what is this
            log-level = loud
            log-level = debug
            desk-url =
            listen = +1:7
            log-format = json\u{1b}
            """
        #expect(
            try problems(file: file) == [
                "touchstone.conf, line 2 has an unknown setting 'desk-prot'; there are listen, proxy, desk-port, desk-host, desk-certificate, desk-key, desk-url, export-rows, audit-days, second-look, collections, webhook-hosts, sendmail, mail-from, log-level, log-format, withholding-after",
                "touchstone.conf, line 3 is no setting: expected 'name = value', or '#' before a remark",
                "touchstone.conf, line 5: log-level stands in line 4 already",
                "touchstone.conf, line 8 is longer than 4096 bytes or has a control character",
                "touchstone.conf, line 1: desk-port is between 0 and 65535, not '70000'",
                "touchstone.conf, line 4: log-level is trace, debug, info, notice, warning, error or critical, not 'loud'",
                "\(NodeSetting.deskURL.expected.split(separator: "/").last ?? ""), not ''",
                "touchstone.conf, line 7: listen is address:port, such as 127.0.0.1:7400 or [::1]:7400, not '+1:7'",
            ])
        let keywords = try read(file: file).problems.map(\.keyword)
        #expect(
            keywords == [
                "setting-unknown", "configuration-line", "setting-twice", "configuration-line",
                "setting-value", "setting-value", "setting-value", "setting-value",
            ])
    }

    @Test("a wrong value is a mistake wherever it stands, also where another goes before it")
    func overridden() throws {
        let found = try problems(
            flags: [.deskPort: "8443"], environment: ["TOUCHSTONE_LOG_FORMAT": "xml"],
            file: "desk-port = x")
        #expect(
            found == [
                "touchstone.conf, line 1: desk-port is between 0 and 65535, not 'x'",
                "TOUCHSTONE_LOG_FORMAT is text or json, not 'xml'",
            ])
        let reading = try read(flags: [.deskPort: "-1", .deskHost: "a"])
        #expect(reading.problems.map(\.isOfCommandLine) == [true])
    }

    @Test("a remark behind a value is no part of the form, and it is said where it belongs")
    func remarkBehind() throws {
        #expect(
            try problems(file: "desk-port = 8443  # for people") == [
                "touchstone.conf, line 1: desk-port is between 0 and 65535, not '8443  # for people'; a remark has a line of its own"
            ])
        #expect(
            try problems(environment: ["TOUCHSTONE_DESK_PORT": "8443 #"]) == [
                "TOUCHSTONE_DESK_PORT is between 0 and 65535, not '8443 #'"
            ])
    }

    @Test("what needs another setting says so, wherever the other one may stand")
    func combinations() throws {
        #expect(
            try problems(file: "desk-host = a") == [
                "touchstone.conf, line 1: desk-host needs desk-port as well"
            ])
        #expect(
            try problems(
                environment: ["TOUCHSTONE_DESK_CERTIFICATE": "c.pem"], file: "desk-port = 0")
                == ["TOUCHSTONE_DESK_CERTIFICATE needs desk-key as well"])
        #expect(
            try problems(
                flags: [.deskKey: "k.pem"], environment: ["TOUCHSTONE_DESK_CERTIFICATE": "c.pem"],
                file: "desk-port = 0"
            ).isEmpty)
    }

    @Test("an address that no resolver takes, and no URL has, is a mistake wherever it stands")
    func addresses() throws {
        for (setting, wrong) in [
            (NodeSetting.listen, "http://127.0.0.1:7400"), (.listen, "foo bar:70"),
            (.listen, "[::1]"), (.listen, "127.0.0.1:70000"), (.deskHost, "http://127.0.0.1"),
            (.deskHost, "127.0.0.1:7443"), (.deskHost, "[::1"), (.deskHost, "a/b"),
            (.deskURL, "https://check.example:abc"), (.deskURL, "https://check.example:99999"),
            (.deskURL, "https://check.example:0"), (.deskURL, "https://check.example:"),
            (.deskURL, "https://:443"), (.deskURL, "https://"), (.deskURL, "https://a\\b"),
            (.deskURL, "https://check.example/desk"), (.deskURL, "https://ann@check.example"),
            (.deskURL, "http://check.example"), (.deskURL, "https://::1"),
            (.deskURL, "https://::1:7443"), (.deskURL, "https://[::1%eth0]:7443"),
            (.deskURL, "https://[::1]x"),
        ] {
            let found = try problems(flags: [.deskPort: "0", setting: wrong])
            #expect(found.count == 1, "\(setting) \(wrong)")
        }
    }

    @Test("an IPv6 address is taken with and without brackets, and used without")
    func addressesInBrackets() throws {
        for (listen, deskHost) in [("[::1]:7400", "[::1]"), ("::1:7400", "::1")] {
            let reading = try read(flags: [
                .listen: listen, .deskPort: "7443", .deskHost: deskHost,
                .deskURL: "https://[::1]:7443",
            ])
            #expect(reading.problems.isEmpty)
            let configuration = reading.configuration
            #expect(configuration.listen == PortAddress(host: "::1", port: 7_400))
            let desk = configuration.deskSettings(defaultHost: "127.0.0.1")
            #expect(desk?.address == PortAddress(host: "::1", port: 7_443))
            #expect(desk?.publicOrigin == "https://[::1]:7443")
        }
        for url in ["https://check.example", "https://check.example:8443", "https://[::1]"] {
            #expect(try read(flags: [.deskPort: "0", .deskURL: url]).configuration.deskURL == url)
        }
    }

    @Test("a file that is named has to be there, and one that is no text is refused")
    func files() throws {
        let home = HomeFolder("/nonexistent")
        #expect(ConfigurationSources(environment: [:], home: home).read().problems.isEmpty)
        let named = ConfigurationSources(environment: [:], home: home, file: "/nonexistent/a.conf")
        #expect(named.read().problems.map(\.keyword) == ["configuration-file"])
        let variable = ConfigurationSources(
            environment: ["TOUCHSTONE_CONFIG": "/nonexistent/a.conf"], home: home)
        #expect(variable.read().problems.map(\.place) == ["/nonexistent/a.conf"])
        #expect(ConfigurationFile(parsing: [0xff], path: "a.conf").problems.count == 1)
        let long = "# " + String(repeating: "x", count: ConfigurationFile.lineBytesMax - 2)
        #expect(ConfigurationFile(parsing: Array(long.utf8), path: "a.conf").problems.isEmpty)
        #expect(ConfigurationFile(parsing: Array((long + "x").utf8), path: "a").problems.count == 1)
    }

    @Test("a file is named from the folder of the file that names it, or from where the command is")
    func paths() throws {
        let text = "desk-port = 1\ndesk-certificate = web/c.pem\ndesk-key = /etc/k.pem\n"
        var file = try read(file: text).configuration
        #expect(file.webCertificate?.certificate.hasSuffix("/web/c.pem") == true)
        #expect(file.webCertificate?.certificate.hasPrefix("/") == true)
        #expect(file.webCertificate?.key == "/etc/k.pem")
        file = try read(flags: [.deskCertificate: "web/c.pem"], file: text).configuration
        #expect(file.webCertificate?.certificate == "web/c.pem")
    }

    @Test("a proxy's password does not stand in the file, and is never repeated")
    func proxyPassword() throws {
        let proxy = "http://user:s3cret@127.0.0.1:3128"
        let inFile = try problems(file: "proxy = \(proxy)")
        #expect(inFile.count == 1 && inFile[0].contains("has a password"))
        #expect(try problems(environment: ["TOUCHSTONE_PROXY": proxy]).isEmpty)
        for wrong in ["https://user:s3cret@127.0.0.1:3128", "http://user:s3cret@"] {
            let found = try problems(flags: [.proxy: wrong], file: "proxy = \(wrong)")
            #expect(found.count == 2)
            #expect(!found.joined().contains("s3cret"))
        }
    }

    @Test("a variable that is no setting is named and not refused")
    func variables() throws {
        let reading = try read(environment: [
            "TOUCHSTONE_DESK_PROT": "1", "TOUCHSTONE_CONFIG": "", "TOUCHSTONE_SIGNING_MEMORY": "x",
            "PATH": "/bin",
        ])
        #expect(reading.problems.isEmpty)
        #expect(reading.unknownVariables == ["TOUCHSTONE_DESK_PROT"])
    }
}
