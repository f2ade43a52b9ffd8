#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>

#include "dailygrind/embedded/storage.hpp"
#include "platform/core/metrics.hpp"
#include "platform/core/server_config.hpp"

namespace dailygrind::embedded {

/// The storage that `config` names. What talks to a network does so on `loop`. All that is passed
/// must outlive it.
[[nodiscard]] std::unique_ptr<Storage> open_storage(const ServerConfig& config,
                                                    boost::asio::io_context& loop, Random& random,
                                                    metrics::Registry& metrics);

}  // namespace dailygrind::embedded
