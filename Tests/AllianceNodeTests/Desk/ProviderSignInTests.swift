import AllianceNames
import AllianceNode
import Crypto
import Foundation
import IdentityProvider
import JSON
import NIOHTTP1
import NodeAPI
import SQLiteStore
import SignIn
import Synchronization
import Testing

/// Signing in at a provider: the desk over TLS, the provider a program of this test that signs for real.
/// `Tests/Interop/oidc.py` does the same with somebody else's.
@Suite(.timeLimit(.minutes(30))) struct ProviderSignInTests {
    private static let issuer = "https://login.example"
    private static let settings = """
        {"issuer": "\(issuer)", "clientID": "touchstone", "match": "subject", "name": "Verel <login>"}
        """

    private static func withDesk(
        _ settings: ProviderSettings, _ secret: String?, _ transport: any ProviderTransport,
        _ body: (SignInDesk) async throws -> Void
    ) async throws {
        try await SignInDesk.with(
            signInRoutes: { register, now in
                SignInRoutes(
                    register,
                    provider: ProviderSignIn(
                        settings, clientSecret: secret, transport: transport, persons: register,
                        now: now)
                ).routes
            }, body)
    }

    private static func with(
        match: String = "subject", secret: String? = nil,
        _ body: (SignInDesk, ScriptedProvider) async throws -> Void
    ) async throws {
        let provider = ScriptedProvider(issuer: issuer)
        let settings = try ProviderSettings(
            parsing: Array(settings.replacing("\"subject\"", with: "\"\(match)\"").utf8))
        try await withDesk(settings, secret, provider) { desk in
            provider.now.withLock { $0 = { desk.clock.now } }
            try await body(desk, provider)
        }
    }

    private static func add(_ desk: SignInDesk, subject: String) throws {
        try desk.store.add(
            Person(
                id: PersonID(unchecked: "anna"), displayName: "Anna", roles: [.investigator],
                subject: ProviderSubject(issuer: issuer, subject: subject),
                addedAt: desk.clock.now))
    }

    /// Sends the browser to the provider, and says what it is asked there.
    private static func begin(
        _ browser: Browser, next: String = ""
    ) async throws -> [String: String] {
        let answer = try await browser.get("/sign-in/provider\(next)")
        try #require(answer.status == 303, "\(answer.body)")
        let location = try #require(answer.headers["location"]?.first)
        #expect(location.hasPrefix("https://login.example/authorize?"))
        let items = URLComponents(string: location)?.queryItems ?? []
        return Dictionary(items.map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { $1 })
    }

    private static func back(_ asked: [String: String], code: String) -> String {
        "/sign-in/return?code=\(code)&state=\(asked["state"] ?? "")"
    }

    @Test(
        "who comes back from the provider is the person of that subject, and goes on within the site"
    )
    func signsIn() async throws {
        try await Self.with { desk, provider in
            try Self.add(desk, subject: "s-1")
            let browser = desk.browser()
            #expect(
                try await browser.get("/sign-in").body.contains("<bdi>Verel &lt;login&gt;</bdi>"))
            let asked = try await Self.begin(browser, next: "?next=%2Faccount%3Fa%3Db")
            #expect(asked["response_type"] == "code")
            #expect(asked["client_id"] == "touchstone")
            #expect(asked["redirect_uri"] == "https://desk.example/sign-in/return")
            #expect(asked["scope"] == "openid")
            #expect(asked["code_challenge_method"] == "S256")
            provider.signsIn("s-1", asked)
            let answer = try await browser.get(Self.back(asked, code: "c1"))
            #expect(answer.status == 200, "\(answer.body)")
            #expect(answer.headers["refresh"] == ["0; url=/account?a=b"])
            let cookies = answer.headers["set-cookie"] ?? []
            #expect(
                cookies.contains { $0.hasPrefix("__Host-touchstone=") && $0.hasSuffix("Strict") })
            #expect(browser.cookies.keys.sorted() == ["__Host-touchstone"])
            #expect(try await browser.get("/account").body.contains("<code>anna</code>"))
            // The code came with the verifier of the challenge, once.
            let form = try #require(provider.posted.withLock { $0.first }).form
            #expect(form["grant_type"] == "authorization_code")
            #expect(form["code"] == "c1")
            #expect(form["client_id"] == "touchstone")
            #expect(
                BegunSignIn.challenge(of: form["code_verifier"] ?? "") == asked["code_challenge"])
            let again = try await browser.get(Self.back(asked, code: "c1"))
            #expect(again.status == 400)
        }
    }

    @Test("an answer is taken in the browser that was sent only, with its state, and in time")
    func otherBrowser() async throws {
        try await Self.with { desk, provider in
            try Self.add(desk, subject: "s-1")
            let browser = desk.browser()
            var asked = try await Self.begin(browser)
            provider.signsIn("s-1", asked)
            // An attacker's answer, sent into somebody else's browser.
            #expect(try await desk.browser().get(Self.back(asked, code: "c")).status == 400)
            let victim = desk.browser()
            _ = try await Self.begin(victim)
            victim.set("__Host-language", "zh")
            let refused = try await victim.get(
                Self.back(asked, code: "c"), headers: [("accept-language", "en")])
            #expect(refused.status == 400)
            #expect(refused.body.contains("lang=\"zh-Hans\""))
            desk.clock.advance(milliseconds: BegunSignIn.millisecondsMax)
            #expect(try await browser.get(Self.back(asked, code: "c")).status == 400)
            asked = try await Self.begin(browser)
            provider.signsIn("s-1", asked)
            // A provider that says it is another one (RFC 9207).
            let mixed = Self.back(asked, code: "c") + "&iss=https%3A%2F%2Fother.example"
            #expect(try await browser.get(mixed).status == 502)
            #expect(try desk.store.sessions().isEmpty)
            #expect(provider.posted.withLock { $0.isEmpty })
        }
    }

    @Test("somebody whom the list does not have stays out")
    func notOnList() async throws {
        try await Self.with { desk, provider in
            try Self.add(desk, subject: "s-1")
            let browser = desk.browser()
            let asked = try await Self.begin(browser)
            provider.signsIn("s-2", asked, email: "anna@verel.example")
            let answer = try await browser.get(Self.back(asked, code: "c"))
            #expect(answer.status == 403)
            #expect(browser.cookies.isEmpty)
            #expect(try desk.store.sessions().isEmpty)
        }
    }

    @Test("by e-mail only an address that the provider has verified counts")
    func byEmail() async throws {
        try await Self.with(match: "verifiedEmail") { desk, provider in
            try desk.store.add(
                Person(
                    id: PersonID(unchecked: "bo"), displayName: "Bo", roles: [.analyst],
                    email: "bo@verel.example", addedAt: desk.clock.now))
            for (isVerified, status) in [(false, 403), (true, 200)] {
                let browser = desk.browser()
                let asked = try await Self.begin(browser)
                #expect(asked["scope"] == "openid email")
                provider.signsIn(
                    "any", asked, email: "Bo@Verel.example", isVerified: isVerified)
                let answer = try await browser.get(Self.back(asked, code: "c"))
                #expect(answer.status == status)
            }
        }
    }

    @Test("a token that does not hold signs nobody in", arguments: ScriptedProvider.Lie.allCases)
    func lies(lie: ScriptedProvider.Lie) async throws {
        try await Self.with { desk, provider in
            try Self.add(desk, subject: "s-1")
            let browser = desk.browser()
            let asked = try await Self.begin(browser)
            provider.signsIn("s-1", asked)
            provider.lie.withLock { $0 = lie }
            let answer = try await browser.get(Self.back(asked, code: "c"))
            #expect(answer.status == 502, "\(lie)")
            #expect(try desk.store.sessions().isEmpty)
        }
    }

    @Test("a client's secret is shown to the provider, and to nobody else")
    func clientSecret() async throws {
        try await Self.with(secret: "p:w d") { desk, provider in
            try Self.add(desk, subject: "s-1")
            let browser = desk.browser()
            let asked = try await Self.begin(browser)
            provider.signsIn("s-1", asked)
            #expect(try await browser.get(Self.back(asked, code: "c")).status == 200)
            let posted = try #require(provider.posted.withLock { $0.first })
            let expected = Data("touchstone:p%3Aw%20d".utf8).base64EncodedString()
            #expect(posted.authorization == "Basic \(expected)")
            #expect(posted.form["client_secret"] == nil)
            #expect(asked.values.contains { $0.contains("p:w") } == false)
        }
    }

    @Test(
        "a provider whose answers do not end holds up no later sign-in",
        arguments: [(pauseMax: 1, bodySeconds: 600), (pauseMax: 600, bodySeconds: 1)])
    func stalls(pauseMax: Int64, bodySeconds: Int64) async throws {
        let stalling = try await HTTPSReceiver(answers: [.ok, .ok, .ok], isEndless: true)
        let client = try ProviderClient(
            certificates: Array(stalling.certificatePEM.utf8), pauseMax: pauseMax,
            bodyTime: .seconds(bodySeconds))
        let settings = try ProviderSettings(
            parsing: Array(
                Self.settings.replacing(Self.issuer, with: "https://127.0.0.1:\(stalling.port)")
                    .utf8))
        do {
            try await Self.withDesk(settings, nil, client) { desk in
                // As many as there are connections to one provider, and one more.
                async let first = desk.browser().get("/sign-in/provider").status
                async let second = desk.browser().get("/sign-in/provider").status
                let statuses = try await [first, second]
                #expect(statuses == [502, 502])
                #expect(try await desk.browser().get("/sign-in/provider").status == 502)
                #expect(stalling.received.count == 3)
            }
        } catch {
            Issue.record(error)
        }
        await client.shutdown()
        try await stalling.close()
    }

    @Test("new keys are fetched for a token that names one, and not more than so often")
    func newKeys() async throws {
        try await Self.with { desk, provider in
            try Self.add(desk, subject: "s-1")
            func signIn() async throws -> Int {
                let browser = desk.browser()
                let asked = try await Self.begin(browser)
                provider.signsIn("s-1", asked)
                return try await browser.get(Self.back(asked, code: "c")).status
            }
            #expect(try await signIn() == 200)
            #expect(try await signIn() == 200)
            #expect(provider.fetched("/keys") == 1)
            #expect(provider.fetched("/.well-known/openid-configuration") == 1)
            provider.changeKey()
            #expect(try await signIn() == 502)
            #expect(provider.fetched("/keys") == 1)
            desk.clock.advance(milliseconds: ProviderSignIn.keysAgainMilliseconds)
            #expect(try await signIn() == 200)
            #expect(provider.fetched("/keys") == 2)
        }
    }
}
