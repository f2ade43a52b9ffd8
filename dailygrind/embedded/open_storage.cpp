#include "dailygrind/embedded/open_storage.hpp"

#include "dailygrind/aws/aws_storage.hpp"
#include "dailygrind/embedded/data_folder.hpp"

namespace dailygrind::embedded {

std::unique_ptr<Storage> open_storage(const ServerConfig& config, boost::asio::io_context& loop,
                                      Random& random, metrics::Registry& metrics) {
  if (config.storage == StorageKind::aws) {
    return aws::make_aws_storage(config, loop, random, metrics);
  }
  return std::make_unique<EmbeddedStorage>(DataFolder{config.data}, config);
}

}  // namespace dailygrind::embedded
