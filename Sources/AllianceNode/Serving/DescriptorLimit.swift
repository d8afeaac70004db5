#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How many sockets and files this process may have open.
package enum DescriptorLimit {
    /// More than a node with two ports can use.
    private static let wanted: rlim_t = 65_536

    /// Many systems give a process 1,024 and let it ask for more.
    ///
    /// - Returns: what holds now.
    package static func raise() -> Int {
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return 1_024 }
        if limit.rlim_cur < wanted, limit.rlim_cur < limit.rlim_max {
            var raised = limit
            raised.rlim_cur = min(wanted, limit.rlim_max)
            if setrlimit(resource, &raised) == 0 { limit = raised }
        }
        return Int(min(limit.rlim_cur, wanted))
    }

    #if canImport(Glibc)
        // Declared as an enumeration, and taken as a number.
        private static let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
        private static let resource = RLIMIT_NOFILE
    #endif
}
