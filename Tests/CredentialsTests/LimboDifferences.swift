/// Where an outcome is another than the one that x509-limbo expects, and why. docs/x509-limbo.md has the
/// same list for people.
enum LimboDifferences {
    static let limits: Set<String> = [
        "cve::cve-2024-0567",
        "online::amazon.com",
        "online::aws.amazon.com",
        "online::bing.com",
        "online::cloudflare.com",
        "online::facebook.com",
        "online::google.com",
        "online::microsoft.com",
        "online::s3.amazonaws.com",
        "pathlen::self-issued-certs-pathlen",
        "rfc5280::nc::nc-forbids-alternate-chain-ica",
        "rfc5280::nc::nc-forbids-same-chain-ica",
    ]

    static let algorithms: Set<String> = [
        "online::docs.python.org",
        "online::fastly.com",
        "online::stackoverflow.com",
        "online::storage.googleapis.com",
        "webpki::cryptographydotio-chain",
    ]

    static let constraintKinds: Set<String> = [
        "rfc5280::nc::nc-forbids-othername-noop",
        "rfc5280::nc::nc-permits-email-domain",
        "rfc5280::nc::nc-permits-email-exact",
        "rfc5280::nc::nc-permits-email-literal-asterisk-exact-match",
        "rfc5280::nc::nc-permits-email-literal-double-asterisk",
        "rfc5280::nc::nc-permits-email-literal-mid-asterisk",
        "rfc5280::nc::permitted-dn-match",
        "rfc5280::nc::permitted-self-issued",
    ]

    static let revocationLists: Set<String> = [
        "crl::crlnumber-critical",
        "crl::crlnumber-missing",
        "crl::issuer-missing-crlsign",
        "crl::revoked-certificate-with-crl",
    ]

    static let depth: Set<String> = [
        "pathlen::max-chain-depth-0-exhausted",
        "pathlen::max-chain-depth-1-exhausted",
    ]

    static let leafRules: Set<String> = [
        "rfc5280::ca-as-leaf-wrong-san",
        "rfc5280::eku::ee-eku-empty",
        "rfc5280::eku::ee-wrong-eku",
        "rfc5280::leaf-ku-keycertsign",
        "webpki::ca-as-leaf",
        "webpki::ee-basicconstraints-ca",
        "webpki::eku::ee-anyeku",
        "webpki::eku::ee-without-eku",
        "webpki::san::no-san",
        "webpki::v1-cert",
    ]

    static let hostNames: Set<String> = [
        "cve::cve-2025-61727",
        "rfc5280::nc::invalid-dnsname-leading-period",
        "rfc5280::nc::nc-forbids-dnsname-wildcard-san",
        "rfc5280::san::ip-in-dns",
        "rfc5280::san::underscore-dns",
        "webpki::cn::case-mismatch",
        "webpki::cn::ipv4-hex-mismatch",
        "webpki::cn::ipv4-leading-zeros-mismatch",
        "webpki::cn::ipv6-non-rfc5952-mismatch",
        "webpki::cn::ipv6-uncompressed-mismatch",
        "webpki::cn::ipv6-uppercase-mismatch",
        "webpki::cn::not-in-san",
        "webpki::cn::punycode-not-in-san",
        "webpki::cn::utf8-vs-punycode-mismatch",
        "webpki::san::mismatch-apex-subdomain-san",
        "webpki::san::mismatch-domain-san",
        "webpki::san::mismatch-subdomain-apex-san",
        "webpki::san::mismatch-subdomain-san",
        "webpki::san::public-suffix-multi-label-wildcard-san",
        "webpki::san::public-suffix-private-namespace-wildcard-san",
        "webpki::san::public-suffix-wildcard-san",
        "webpki::san::san-wildcard-only",
        "webpki::san::san-wildcard-only-tld",
        "webpki::san::wildcard-embedded-leftmost-san",
        "webpki::san::wildcard-embedded-ulabel-san",
        "webpki::san::wildcard-match-across-labels-san",
        "webpki::san::wildcard-not-in-leftmost-san",
    ]

    static let profile: Set<String> = [
        "rfc5280::aki::cross-signed-root-missing-aki",
        "rfc5280::aki::intermediate-missing-aki",
        "rfc5280::aki::leaf-missing-aki",
        "rfc5280::ca-empty-subject",
        "rfc5280::nc::not-allowed-in-ee-critical",
        "rfc5280::nc::not-allowed-in-ee-noncritical",
        "rfc5280::nc::permitted-dns-match-noncritical",
        "rfc5280::pc::ica-noncritical-pc",
        "rfc5280::root-inconsistent-ca-extensions",
        "rfc5280::root-non-critical-basic-constraints",
        "rfc5280::san::noncritical-with-empty-subject",
        "rfc5280::serial::too-long",
        "rfc5280::serial::zero",
        "rfc5280::ski::intermediate-missing-ski",
        "rfc5280::ski::root-missing-ski",
        "webpki::aki::root-with-aki-all-fields",
        "webpki::aki::root-with-aki-authoritycertissuer",
        "webpki::aki::root-with-aki-authoritycertserialnumber",
        "webpki::aki::root-with-aki-missing-keyidentifier",
        "webpki::aki::root-with-aki-ski-mismatch",
        "webpki::eku::ee-critical-eku",
        "webpki::eku::root-has-eku",
        "webpki::malformed-aia",
        "webpki::nc::intermediate-permitted-excluded-subtrees-both-empty-sequences",
        "webpki::san::san-critical-with-nonempty-subject",
    ]

    static let all = [
        limits, algorithms, constraintKinds, revocationLists, depth, leafRules, hostNames, profile,
    ]
}
