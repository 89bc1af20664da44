<?php

declare(strict_types=1);

// So much of Magento and Symfony as the module's classes touch, with the signatures of Magento 2.4.

namespace Magento\Framework\App {
    class DeploymentConfig
    {
        private array $flat = [];

        public function __construct(array $settings)
        {
            $this->flatten($settings, '');
        }

        /** As Magento's: by the whole path; parts of the tree are there too. */
        public function get($key = null, $defaultValue = null)
        {
            return $this->flat[$key] ?? $defaultValue;
        }

        private function flatten(array $settings, string $above): void
        {
            foreach ($settings as $key => $value) {
                $this->flat[$above . $key] = $value;
                if (is_array($value)) {
                    $this->flatten($value, "$above$key/");
                }
            }
        }
    }
}

namespace Magento\Framework\Component {
    class ComponentRegistrar
    {
        public const MODULE = 'module';

        public static array $registered = [];

        public static function register($type, $componentName, $path)
        {
            self::$registered[] = [$type, $componentName, $path];
        }
    }
}

namespace Symfony\Component\Console\Input {
    interface InputInterface
    {
    }
}

namespace Symfony\Component\Console\Output {
    interface OutputInterface
    {
        public function writeln($messages, int $options = 0);
    }
}

namespace Symfony\Component\Console\Command {
    use Symfony\Component\Console\Input\InputInterface;
    use Symfony\Component\Console\Output\OutputInterface;

    class Command
    {
        public string $name = '';

        public function __construct()
        {
            $this->configure();
        }

        protected function configure()
        {
        }

        public function setName(string $name): static
        {
            $this->name = $name;
            return $this;
        }

        public function setDescription(string $description): static
        {
            return $this;
        }

        public function run(InputInterface $input, OutputInterface $output): int
        {
            return $this->execute($input, $output);
        }
    }
}
